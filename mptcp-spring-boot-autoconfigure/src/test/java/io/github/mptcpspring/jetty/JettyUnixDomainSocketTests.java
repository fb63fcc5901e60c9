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

package io.github.mptcpspring.jetty;

import java.nio.file.Path;

import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.UnixDomainExchange;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for connectors on a Unix domain socket.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class JettyUnixDomainSocketTests {

	private static final String REASON = "MPTCP is not used: a Unix domain socket is not TCP. Make a "
			+ ServerConnector.class.getName() + ", with a host and a port";

	@Test
	void isLeftAloneAndSaysWhy(@TempDir Path directory, CapturedOutput output) throws Exception {
		Path path = directory.resolve("jetty.sock");
		try (JettyServer server = JettyServer.start(WebServerKind.JETTY, UnixDomainSocket.class, "path=" + path)) {
			assertThat(UnixDomainExchange.get(path)).startsWith("HTTP/1.1 200").endsWith("hello");
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(MptcpLog.lines(output)).containsExactlyInAnyOrder(
					"INFO Jetty listens on port " + server.port() + " with MPTCP",
					"INFO Jetty listens on " + path + " with Unix domain sockets",
					"WARN Jetty on " + path + ": " + REASON);
			ListenerRegistry listeners = server.context().getBean(ListenerRegistry.class);
			assertThat(listeners.listeners()).hasSize(2);
			server.server().getConnectors()[1].stop();
			assertThat(listeners.listeners()).hasSize(1);
		}
		assertThat(path).doesNotExist();
	}

	@Test
	void doesNotStartWhenMptcpIsRequired(@TempDir Path directory, CapturedOutput output) {
		Path path = directory.resolve("jetty.sock");
		assertThatException().isThrownBy(() -> JettyServer.start(WebServerKind.JETTY, UnixDomainSocket.class,
				"path=" + path, "server.mptcp.on-unavailable=fail"));
		assertThat(output).contains("The server must listen with MPTCP and cannot: a Unix domain socket is not TCP.");
		assertThat(path).doesNotExist();
	}

	@Configuration(proxyBeanMethods = false)
	static class UnixDomainSocket {

		@Bean
		JettyServerCustomizer unixDomainSocketCustomizer(@Value("${path}") Path path) {
			return (server) -> {
				UnixDomainServerConnector connector = new UnixDomainServerConnector(server);
				connector.setUnixDomainPath(path);
				server.addConnector(connector);
			};
		}

	}

}
