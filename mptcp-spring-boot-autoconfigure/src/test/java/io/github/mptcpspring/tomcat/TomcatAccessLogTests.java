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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.GreetingApplication;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the access log of Tomcat can have the connection of a request.
 */
@Tag("server")
@MptcpRequired
class TomcatAccessLogTests {

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "TOMCAT_REACTIVE" })
	void hasProtocolAndSubflows(WebServerKind kind, @TempDir Path directory) throws Exception {
		try (EmbeddedServer server = new EmbeddedServer(kind,
				TestApplication.run(kind.application(GreetingApplication.class), "server.tomcat.accesslog.enabled=true",
						"server.tomcat.accesslog.directory=" + directory,
						"server.tomcat.accesslog.pattern=%{mptcp}r %s"));
				HttpConnection mptcp = HttpConnection.mptcp(server.ipv4());
				HttpConnection tcp = HttpConnection.tcp(server.ipv4())) {
			mptcp.get("/");
			tcp.get("/");
		}
		try (Stream<Path> files = Files.list(directory)) {
			assertThat(Files.readAllLines(files.findFirst().orElseThrow())).containsExactlyInAnyOrder("mptcp/1 200",
					"tcp 200");
		}
	}

}
