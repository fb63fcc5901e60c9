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

package io.github.mptcpspring.netty;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import io.github.mptcpspring.testsupport.Exchange;
import io.github.mptcpspring.testsupport.ExternalClient;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRelay;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for HTTP/2 without TLS (h2c) over MPTCP. {@link NettyTlsTests} has HTTP/2 with
 * TLS.
 */
@MptcpRequired
class NettyHttp2Tests {

	private static final String HTTP2 = "server.http2.enabled=true";

	@Test
	void upgrade() throws Exception {
		try (NettyServer server = NettyServer.start(HTTP2);
				MptcpRelay relay = MptcpRelay.to(server.ipv4());
				HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
			URI uri = URI.create("http://127.0.0.1:" + relay.port() + "/");
			HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
			assertThat(response.body()).isEqualTo("hello");
			assertThat(response.version()).isEqualTo(Version.HTTP_2);
			assertThat(response.headers().firstValue(Exchange.AT_SERVER)).hasValue("MPTCP");
			assertThat(relay.protocols()).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@Test
	void priorKnowledge() throws Exception {
		try (NettyServer server = NettyServer.start(HTTP2)) {
			String[] arguments = { "--http2-prior-knowledge", "--write-out",
					" HTTP/%{http_version} %header{kernel-protocol}", server.uri("/").toString() };
			assertThat(ExternalClient.MPTCPIZE_CURL.run(arguments)).isEqualTo("hello HTTP/2 MPTCP");
			assertThat(ExternalClient.CURL.run(arguments)).isEqualTo("hello HTTP/2 TCP");
		}
	}

}
