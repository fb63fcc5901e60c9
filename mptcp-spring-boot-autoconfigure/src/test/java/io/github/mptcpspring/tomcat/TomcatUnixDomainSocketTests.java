/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.tomcat;

import java.io.IOException;
import java.nio.file.Path;

import io.github.mptcpspring.testsupport.UnixDomainExchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for connectors on a Unix domain socket.
 */
@Tag("server")
@ExtendWith(OutputCaptureExtension.class)
class TomcatUnixDomainSocketTests {

	@Test
	void isLeftAloneAndSaysWhy(@TempDir Path directory, CapturedOutput output) throws IOException {
		Path path = directory.resolve("tomcat.sock");
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT, UnixDomainSocket.class, "path=" + path,
				"tfo.queue-length=16")) {
			assertThat(server.context().isRunning()).isTrue();
			assertThat(UnixDomainExchange.get(path)).startsWith("HTTP/1.1 200").endsWith("hello");
			assertThat(MptcpLog.lines(output)).containsExactly(
					"INFO Tomcat listens on " + path + " with Unix domain sockets",
					"WARN Tomcat on " + path + ": MPTCP is not used: a Unix domain socket is not TCP."
							+ " Remove the connector's unixDomainSocketPath",
					"WARN Tomcat on " + path + ": Fast Open is not used: a Unix domain socket is not TCP."
							+ " Remove the connector's unixDomainSocketPath");
		}
		assertThat(path).doesNotExist();
	}

	@Test
	void doesNotStartWhenMptcpIsRequired(@TempDir Path directory, CapturedOutput output) {
		Path path = directory.resolve("tomcat.sock");
		assertThatException().isThrownBy(() -> TomcatServer.start(WebServerKind.TOMCAT, UnixDomainSocket.class,
				"path=" + path, "server.mptcp.on-unavailable=fail"));
		assertThat(output).contains("The server must listen with MPTCP and cannot: a Unix domain socket is not TCP.");
		assertThat(path).doesNotExist();
	}

	@Configuration(proxyBeanMethods = false)
	static class UnixDomainSocket {

		@Bean
		TomcatConnectorCustomizer unixDomainSocketCustomizer(@Value("${path}") String path) {
			return (connector) -> connector.setProperty("unixDomainSocketPath", path);
		}

	}

}
