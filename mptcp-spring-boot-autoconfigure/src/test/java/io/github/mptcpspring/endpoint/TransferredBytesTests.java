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

package io.github.mptcpspring.endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.ThisHost;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the bytes are those that were sent: the client has counted them, heads and
 * bodies.
 */
@Tag("endpoint")
@ParameterizedClass
@TomcatAndNetty
@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
class TransferredBytesTests {

	private static final int DOWNLOAD = 5_000_000;

	private static final int UPLOAD = 2_000_000;

	private final WebServerKind kind;

	TransferredBytesTests(WebServerKind kind) {
		this.kind = kind;
	}

	@Test
	void overMptcp() throws IOException {
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection connection = HttpConnection.mptcp(server.ipv4())) {
			assertBytes(server, connection);
		}
	}

	@Test
	void overTcp() throws IOException {
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection connection = HttpConnection.tcp(server.ipv4())) {
			assertBytes(server, connection);
		}
	}

	@Test
	void overFallback() throws Exception {
		ThisHost.addAddresses("10.1.0.9");
		ThisHost.stripMptcp("ip daddr 10.1.0.9");
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection connection = HttpConnection.mptcp(new InetSocketAddress("10.1.0.9", server.port()))) {
			assertBytes(server, connection);
		}
	}

	@Test
	void overTwoSubflows() throws Exception {
		ThisHost.addAddresses("10.1.0.1", "10.1.0.2");
		ThisHost.ip("mptcp endpoint add 10.1.0.2 dev lo subflow");
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection connection = HttpConnection.mptcp(new InetSocketAddress("10.1.0.1", server.port()))) {
			connection.get("/");
			Awaitility.await()
				.untilAsserted(() -> assertThat(server.endpoint().mptcp().get("subflows").get("current").intValue())
					.isEqualTo(4));
			JsonNode row = assertBytes(server, connection);
			assertThat(row.get("subflows").intValue()).isEqualTo(2);
			JsonNode paths = server.endpoint().connection(row.get("id").asString()).get("paths");
			// What is sent again on another path counts there as well
			assertThat(sum(paths, "bytesReceived")).isGreaterThanOrEqualTo(connection.received());
			assertThat(sum(paths, "bytesSent")).isGreaterThanOrEqualTo(connection.sent());
			assertThat(server.endpoint().mptcp().get("subflows").get("current").longValue())
				.isEqualTo(sumOfSubflows(server));
		}
	}

	private static JsonNode assertBytes(EndpointServer server, HttpConnection connection) throws IOException {
		assertThat(connection.get("/download?bytes=" + DOWNLOAD)).hasSize(DOWNLOAD);
		assertThat(connection.post("/upload", new byte[UPLOAD])).isEqualTo(String.valueOf(UPLOAD));
		assertThat(connection.received()).isGreaterThan(DOWNLOAD);
		assertThat(connection.sent()).isGreaterThan(UPLOAD);
		Rows rows = Rows.of(server.endpoint());
		assertBytes(rows.atClient(connection), connection.sent(), connection.received());
		assertBytes(rows.atServer(connection), connection.received(), connection.sent());
		return rows.atClient(connection);
	}

	private static void assertBytes(JsonNode row, long sent, long received) {
		assertThat(row.get("bytesSent").longValue()).isEqualTo(sent);
		assertThat(row.get("bytesReceived").longValue()).isEqualTo(received);
		assertThat(row.get("bytesRetransmitted").longValue()).isNotNegative();
	}

	private static long sum(JsonNode rows, String field) {
		return rows.valueStream().mapToLong((row) -> row.get(field).asLong(0)).sum();
	}

	private static long sumOfSubflows(EndpointServer server) {
		return sum(server.endpoint().connections().get("connections"), "subflows");
	}

}
