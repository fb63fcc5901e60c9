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

package io.github.mptcpspring.webserver;

import java.nio.file.Path;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.ConnectionApplication;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.Nginx;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the connection of a request that a reverse proxy passes on is the one from
 * the proxy, whatever the client's is.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@MptcpRequired
class RequestConnectionBehindNginxTests extends WebServerTests {

	RequestConnectionBehindNginxTests(WebServerKind kind) {
		super(kind);
	}

	@ParameterizedTest
	@CsvSource({ "false, native, tcp TCP null", "true, native, mptcp/1 MPTCP 1", "true, framework, mptcp/1 MPTCP 1" })
	void isTheOneFromTheProxy(boolean mptcp, String strategy, String state, @TempDir Path directory) throws Exception {
		try (EmbeddedServer server = start(new Class<?>[] { ConnectionApplication.class },
				"server.forward-headers-strategy=" + strategy);
				Nginx nginx = Nginx.start(directory, mptcp,
						"proxy_set_header X-Forwarded-For 203.0.113.9;"
								+ " proxy_set_header X-Forwarded-Proto https; proxy_pass " + server.uri("") + ";");
				HttpConnection client = mptcp ? HttpConnection.tcp(nginx.address())
						: HttpConnection.mptcp(nginx.address())) {
			int clientPort = Integer.parseInt(client.local().substring(client.local().indexOf(':') + 1));
			assertThat(client.get("/argument"))
				.matches("%s /127.0.0.1:%d /127.0.0.1:\\d+ \\[ESTABLISHED:truetrue]".formatted(state, server.port()))
				.doesNotContain(":" + clientPort + " ");
		}
	}

}
