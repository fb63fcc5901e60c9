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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.Exchange;
import io.github.mptcpspring.testsupport.ExternalClient;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRelay;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for HTTP/1.1 and HTTP/2 over TLS over MPTCP.
 */
@MptcpRequired
class TomcatTlsTests {

	private static ServerCertificate certificate;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		certificate = ServerCertificate.create(directory);
	}

	@ParameterizedTest
	@EnumSource
	void http1(WebStack stack) throws Exception {
		try (TomcatServer server = TomcatServer.start(stack, certificate.serverProperties())) {
			assertServesOverMptcp(server, Version.HTTP_1_1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void http2(WebStack stack) throws Exception {
		try (TomcatServer server = startWithHttp2(stack)) {
			assertServesOverMptcp(server, Version.HTTP_2);
		}
	}

	private void assertServesOverMptcp(TomcatServer server, Version version) throws Exception {
		try (MptcpRelay relay = MptcpRelay.to(server.ipv4());
				HttpClient client = HttpClient.newBuilder()
					.version(version)
					.sslContext(certificate.clientContext())
					.build()) {
			URI uri = URI.create("https://127.0.0.1:" + relay.port() + "/");
			HttpResponse<String> response = client
				.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
			assertThat(response.body()).isEqualTo("hello");
			assertThat(response.version()).isEqualTo(version);
			assertThat(response.headers().firstValue(Exchange.AT_SERVER)).hasValue("MPTCP");
			assertThat(relay.protocols()).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@ParameterizedTest
	@EnumSource
	void http2WithClientsNobodyHereWrote(WebStack stack) throws Exception {
		try (TomcatServer server = startWithHttp2(stack)) {
			String[] arguments = { "--http2", "--insecure", "--write-out",
					" HTTP/%{http_version} %header{kernel-protocol}", "https://127.0.0.1:" + server.port() + "/" };
			assertThat(ExternalClient.MPTCPIZE_CURL.run(arguments)).isEqualTo("hello HTTP/2 MPTCP");
			assertThat(ExternalClient.CURL.run(arguments)).isEqualTo("hello HTTP/2 TCP");
		}
	}

	private TomcatServer startWithHttp2(WebStack stack) {
		return TomcatServer.start(stack,
				Stream.concat(Stream.of("server.http2.enabled=true"), Stream.of(certificate.serverProperties()))
					.toArray(String[]::new));
	}

}
