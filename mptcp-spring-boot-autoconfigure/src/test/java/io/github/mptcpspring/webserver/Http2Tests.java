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

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;

import io.github.mptcpspring.testsupport.ExternalClient;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for HTTP/2 without TLS (h2c) over MPTCP. {@link TlsTests} has HTTP/2 with TLS.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@MptcpRequired
class Http2Tests extends WebServerTests {

	private static final String HTTP2 = "server.http2.enabled=true";

	Http2Tests(WebServerKind kind) {
		super(kind);
	}

	@Test
	void upgrade() throws Exception {
		try (EmbeddedServer server = start(HTTP2)) {
			JdkHttpClient.assertIsServed(server, "http", HttpClient.newBuilder(), Version.HTTP_2);
		}
	}

	@Test
	void priorKnowledge() throws Exception {
		try (EmbeddedServer server = start(HTTP2)) {
			String[] arguments = { "--http2-prior-knowledge", "--write-out",
					" HTTP/%{http_version} %header{kernel-protocol}", server.uri("/").toString() };
			assertThat(ExternalClient.MPTCPIZE_CURL.run(arguments)).isEqualTo("hello HTTP/2 MPTCP");
			assertThat(ExternalClient.CURL.run(arguments)).isEqualTo("hello HTTP/2 TCP");
		}
	}

}
