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

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.ExternalClient;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for HTTP/1.1 and HTTP/2 over TLS over MPTCP.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@MptcpRequired
class TlsTests extends WebServerTests {

	private static final String NAME = "server.example";

	private static ServerCertificate certificate;

	TlsTests(WebServerKind kind) {
		super(kind);
	}

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		certificate = ServerCertificate.create(directory);
	}

	@Test
	void http1() throws Exception {
		try (EmbeddedServer server = start(certificate.serverProperties())) {
			assertServesOverMptcp(server, Version.HTTP_1_1);
		}
	}

	@Test
	void http2() throws Exception {
		try (EmbeddedServer server = startWithHttp2()) {
			assertServesOverMptcp(server, Version.HTTP_2);
		}
	}

	private void assertServesOverMptcp(EmbeddedServer server, Version version) throws Exception {
		JdkHttpClient.assertIsServed(server, "https", HttpClient.newBuilder().sslContext(certificate.clientContext()),
				version);
	}

	@Test
	void http2WithClientsNobodyHereWrote() throws Exception {
		try (EmbeddedServer server = startWithHttp2()) {
			String[] arguments = { "--http2", "--insecure", "--write-out",
					" HTTP/%{http_version} %header{kernel-protocol}", "https://127.0.0.1:" + server.port() + "/" };
			assertThat(ExternalClient.MPTCPIZE_CURL.run(arguments)).isEqualTo("hello HTTP/2 MPTCP");
			assertThat(ExternalClient.CURL.run(arguments)).isEqualTo("hello HTTP/2 TCP");
		}
	}

	@Test
	void clientsShowTheirCertificate(@TempDir Path directory) throws Exception {
		ServerCertificate client = ServerCertificate.createAnother(directory);
		try (EmbeddedServer server = start(List.of(List.of(certificate.serverProperties()), client.trustOf("server"),
				List.of("server.ssl.client-auth=need")))) {
			TlsExchange.assertServes(server, NAME, certificate.certificate(), client.keyManagers().getKeyManagers());
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> TlsExchange.with(server, NAME));
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> TlsExchange.with(server, NAME, certificate.keyManagers().getKeyManagers()));
		}
	}

	private EmbeddedServer start(Collection<List<String>> properties) {
		return start(properties.stream().flatMap(List::stream).toArray(String[]::new));
	}

	private EmbeddedServer startWithHttp2() {
		return start(Stream.concat(Stream.of("server.http2.enabled=true"), Stream.of(certificate.serverProperties()))
			.toArray(String[]::new));
	}

}
