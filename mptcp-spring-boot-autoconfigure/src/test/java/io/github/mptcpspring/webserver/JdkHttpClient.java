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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRelay;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The HTTP client of the JDK, behind a relay that speaks MPTCP.
 */
final class JdkHttpClient {

	private JdkHttpClient() {
	}

	static void assertIsServed(EmbeddedServer server, String scheme, HttpClient.Builder builder, Version version)
			throws Exception {
		try (MptcpRelay relay = MptcpRelay.to(server.ipv4()); HttpClient client = builder.version(version).build()) {
			URI uri = URI.create(scheme + "://127.0.0.1:" + relay.port() + "/");
			HttpResponse<String> response = client
				.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
			assertThat(response.body()).isEqualTo("hello");
			assertThat(response.version()).isEqualTo(version);
			assertThat(response.headers().firstValue(Exchange.AT_SERVER)).hasValue("MPTCP");
			assertThat(relay.protocols()).containsExactly(KernelProtocol.MPTCP);
		}
	}

}
