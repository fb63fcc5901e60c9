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
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.ExternalClient;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.boot.ConnectionApplication;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the connection of a request, as handlers get it.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@MptcpRequired
class RequestConnectionTests extends WebServerTests {

	private static final List<String> PATHS = List.of("/argument", "/optional", "/attribute");

	RequestConnectionTests(WebServerKind kind) {
		super(kind);
	}

	@Test
	void isThatOfTheSocket() throws IOException {
		try (EmbeddedServer server = startWithHandlers()) {
			for (InetSocketAddress address : List.of(server.ipv4(), server.ipv6())) {
				try (HttpConnection mptcp = HttpConnection.mptcp(address);
						HttpConnection tcp = HttpConnection.tcp(address)) {
					// Several requests have one connection
					for (String path : PATHS) {
						assertThat(mptcp.get(path)).isEqualTo(described("mptcp/1 MPTCP 1", mptcp));
						assertThat(tcp.get(path)).isEqualTo(described("tcp TCP null", tcp));
					}
				}
			}
		}
	}

	private static String described(String state, HttpConnection client) throws IOException {
		return "%s /%s /%s [ESTABLISHED:truetrue]".formatted(state, client.remote(), client.local());
	}

	@ParameterizedTest
	@ValueSource(strings = { "native", "framework", "none" })
	void isNotWhatHeadersSay(String strategy) throws IOException {
		try (EmbeddedServer server = startWithHandlers("server.forward-headers-strategy=" + strategy);
				HttpConnection client = HttpConnection.mptcp(server.ipv4())) {
			for (String headers : List.of(
					"X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Port: 4242\r\n"
							+ "X-Forwarded-Host: www.example.com\r\nX-Forwarded-Proto: https\r\n",
					"Forwarded: for=\"203.0.113.9:4242\";proto=https;host=www.example.com\r\n")) {
				for (String path : PATHS) {
					assertThat(client.get(path, headers)).isEqualTo(described("mptcp/1 MPTCP 1", client));
				}
			}
		}
	}

	@Test
	void isThatOfAllStreamsOfHttp2(@TempDir Path directory) throws Exception {
		try (EmbeddedServer server = startWithHandlers("server.http2.enabled=true")) {
			assertIsKnownToStreams("--http2-prior-knowledge", "http", server);
			assertIsKnownToStreams("--http2", "http", server);
		}
		ServerCertificate certificate = ServerCertificate.create(directory);
		try (EmbeddedServer server = startWithHandlers(
				Stream.concat(Stream.of("server.http2.enabled=true"), Stream.of(certificate.serverProperties()))
					.toArray(String[]::new))) {
			assertIsKnownToStreams("--http2", "https", server);
			assertIsKnownToStreams("--http1.1", "https", server);
		}
	}

	private static void assertIsKnownToStreams(String option, String scheme, EmbeddedServer server) throws Exception {
		String version = option.startsWith("--http2") ? "2" : "1.1";
		for (String path : PATHS) {
			String[] arguments = { option, "--insecure", "--write-out", " %{http_version} %{local_port}",
					scheme + "://127.0.0.1:" + server.port() + path };
			assertIsAnswer(ExternalClient.MPTCPIZE_CURL.run(arguments), "mptcp/1 MPTCP 1", server, version);
			assertIsAnswer(ExternalClient.CURL.run(arguments), "tcp TCP null", server, version);
		}
	}

	private static void assertIsAnswer(String answer, String state, EmbeddedServer server, String version) {
		assertThat(answer).matches("%s /127.0.0.1:%d /127.0.0.1:(\\d+) \\[ESTABLISHED:truetrue] %s \\1".formatted(state,
				server.port(), version));
	}

	@Test
	void isNoneWithoutMptcp() throws IOException {
		try (EmbeddedServer server = startWithHandlers("server.mptcp.enabled=false");
				HttpConnection client = HttpConnection.tcp(server.ipv4())) {
			for (String path : PATHS) {
				assertThat(client.get(path)).isEqualTo(ConnectionApplication.NONE);
			}
		}
	}

	private EmbeddedServer startWithHandlers(String... properties) {
		return start(new Class<?>[] { ConnectionApplication.class }, properties);
	}

}
