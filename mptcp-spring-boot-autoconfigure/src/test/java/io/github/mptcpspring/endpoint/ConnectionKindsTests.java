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
import java.util.List;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.ThisHost;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import tools.jackson.databind.JsonNode;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that every kind of connection is counted and shown as what it is. Both ends are
 * in this process, and so is the TCP connection over which the endpoint is asked: it
 * counts twice.
 */
@Tag("endpoint")
@ParameterizedClass
@TomcatAndNetty
@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
class ConnectionKindsTests {

	private static final String FIRST = "10.1.0.1";

	private static final String SECOND = "10.1.0.2";

	private static final String STRIPPED = "10.1.0.9";

	private final WebServerKind kind;

	ConnectionKindsTests(WebServerKind kind) {
		this.kind = kind;
	}

	@Test
	void mptcpFallbackAndTcpAreCountedAndShownAsWhatTheyAre() throws Exception {
		ThisHost.addAddresses(FIRST, STRIPPED);
		ThisHost.stripMptcp("ip daddr " + STRIPPED);
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection mptcp = HttpConnection.mptcp(at(FIRST, server));
				HttpConnection fallback = HttpConnection.mptcp(at(STRIPPED, server));
				HttpConnection tcp = HttpConnection.tcp(at(FIRST, server))) {
			get(mptcp, fallback, tcp);
			assertThat(mptcp.protocol()).isEqualTo(KernelProtocol.MPTCP);
			assertThat(fallback.protocol()).isEqualTo(KernelProtocol.FALLBACK);
			awaitSummary(server, (summary) -> {
				assertThat(summary.get("connections").toString()).isEqualTo("{\"mptcp\":2,\"fallback\":1,\"tcp\":5}");
				assertThat(summary.get("subflows").toString()).isEqualTo("{\"current\":2,\"perConnection\":{\"1\":2}}");
			});
			JsonNode connections = server.endpoint().connections();
			assertThat(connections.get("total").intValue()).isEqualTo(8);
			Rows rows = Rows.of(connections);
			assertThat(rows.texts("protocol")).containsExactly("mptcp", "mptcp", "fallback", "tcp", "tcp", "tcp", "tcp",
					"tcp");
			assertRow(rows.atClient(mptcp), "client", "mptcp");
			assertRow(rows.atServer(mptcp), "server", "mptcp");
			assertRow(rows.atClient(fallback), "client", "fallback");
			// It never heard that the client asked
			assertRow(rows.atServer(fallback), "server", "tcp");
			assertRow(rows.atClient(tcp), "client", "tcp");
			assertRow(rows.atServer(tcp), "server", "tcp");
			JsonNode details = server.endpoint().connection(rows.atClient(fallback).get("id").asString());
			assertThat(details.get("protocol").asString()).isEqualTo("fallback");
			assertThat(details.get("paths")).singleElement()
				.satisfies((path) -> assertThat(path.get("remote").asString()).isEqualTo(fallback.remote()));
		}
	}

	@Test
	void optionThatIsLostAfterTheSynMakesTheServersEndTcpAndIsAdvised() throws Exception {
		ThisHost.addAddresses(STRIPPED);
		// The client asks and the server agrees. What the server accepts is a TCP socket
		// nevertheless, though the kernel counts a fallback
		ThisHost.stripMptcp("ip daddr " + STRIPPED + " tcp flags & syn == 0");
		KernelCounters before = KernelCounters.read();
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection fallback = HttpConnection.mptcp(at(STRIPPED, server))) {
			get(fallback);
			awaitSummary(server, (summary) -> assertThat(summary.get("connections").toString())
				.isEqualTo("{\"mptcp\":0,\"fallback\":1,\"tcp\":3}"));
			JsonNode summary = server.endpoint().mptcp();
			assertThat(summary.get("counters").get("MPCapableFallbackACK").longValue()
					- before.get("MPCapableFallbackACK"))
				.isEqualTo(1);
			assertThat(summary.get("advice"))
				.anyMatch((advice) -> advice.get("problem").asString().contains("fell back to TCP"));
			Rows rows = Rows.of(server.endpoint());
			assertRow(rows.atServer(fallback), "server", "tcp");
			assertRow(rows.atClient(fallback), "client", "fallback");
		}
	}

	@Test
	void secondSubflowIsShownAndGoneWithItsEndpoint() throws Exception {
		ThisHost.addAddresses(FIRST, SECOND);
		ThisHost.ip("mptcp limits set subflow 0 add_addr_accepted 0");
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection single = HttpConnection.mptcp(at(FIRST, server))) {
			get(single);
			ThisHost.ip("mptcp endpoint add " + SECOND + " dev lo subflow");
			ThisHost.ip("mptcp limits set subflow 2");
			try (HttpConnection pair = HttpConnection.mptcp(at(FIRST, server))) {
				get(pair);
				awaitSummary(server, (summary) -> assertThat(summary.get("subflows").toString())
					.isEqualTo("{\"current\":6,\"perConnection\":{\"1\":2,\"2\":2}}"));
				Rows rows = Rows.of(server.endpoint());
				assertThat(rows.texts("subflows").subList(0, 4)).containsExactly("2", "2", "1", "1");
				assertThat(rows.atClient(single).get("subflows").intValue()).isEqualTo(1);
				assertThat(rows.atServer(pair).get("subflows").intValue()).isEqualTo(2);
				assertTwoPaths(server, rows.atClient(pair), pair.local(), pair.remote(), "local", false);
				assertTwoPaths(server, rows.atServer(pair), pair.remote(), pair.local(), "remote", false);
				assertThat(server.endpoint().mptcp().get("host").get("endpoints").toString())
					.isEqualTo("[{\"id\":1,\"address\":\"%s\",\"port\":null,\"device\":\"lo\",\"flags\":[\"subflow\"]}]"
						.formatted(SECOND));

				ThisHost.ip("mptcp endpoint delete id 1");
				awaitSummary(server, (summary) -> assertThat(summary.get("subflows").toString())
					.isEqualTo("{\"current\":4,\"perConnection\":{\"1\":4}}"));
				assertOnePath(server, rows.atClient(pair), pair.local(), pair.remote());
				assertOnePath(server, rows.atServer(pair), pair.remote(), pair.local());
				assertThat(server.endpoint().mptcp().get("host").get("endpoints").isEmpty()).isTrue();
				get(pair, single);
			}
		}
	}

	@Test
	void backupIsShownOnBothSides() throws Exception {
		ThisHost.addAddresses(FIRST, SECOND);
		ThisHost.ip("mptcp endpoint add " + SECOND + " dev lo subflow backup");
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection pair = HttpConnection.mptcp(at(FIRST, server))) {
			get(pair);
			awaitSummary(server, (summary) -> assertThat(summary.get("subflows").toString())
				.isEqualTo("{\"current\":4,\"perConnection\":{\"2\":2}}"));
			Rows rows = Rows.of(server.endpoint());
			assertTwoPaths(server, rows.atClient(pair), pair.local(), pair.remote(), "local", true);
			assertTwoPaths(server, rows.atServer(pair), pair.remote(), pair.local(), "remote", true);
		}
	}

	@Test
	void addressThatTheServerAnnouncesBecomesAPathAndIsGoneWithItsAnnouncement() throws Exception {
		ThisHost.addAddresses(FIRST, SECOND);
		ThisHost.ip("mptcp endpoint add " + SECOND + " dev lo signal");
		ThisHost.ip("mptcp limits set subflow 1 add_addr_accepted 1");
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection pair = HttpConnection.mptcp(at(FIRST, server))) {
			get(pair);
			awaitSummary(server, (summary) -> assertThat(summary.get("subflows").get("perConnection").toString())
				.isEqualTo("{\"2\":2}"));
			String id = Rows.of(server.endpoint()).atClient(pair).get("id").asString();
			assertThat(server.endpoint().connection(id).get("paths").valueStream())
				.extracting((path) -> path.get("remote").asString())
				.containsExactlyInAnyOrder(pair.remote(), SECOND + ":" + server.port());
			ThisHost.ip("mptcp endpoint delete id 1");
			awaitSummary(server, (summary) -> assertThat(summary.get("subflows").get("perConnection").toString())
				.isEqualTo("{\"1\":2}"));
			assertThat(server.endpoint().connection(id).get("paths").valueStream())
				.extracting((path) -> path.get("remote").asString())
				.containsExactly(pair.remote());
		}
	}

	@Test
	void connectionOverIpv6IsShown() throws Exception {
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				HttpConnection mptcp = HttpConnection.mptcp(server.ipv6());
				HttpConnection tcp = HttpConnection.tcp(server.ipv6())) {
			get(mptcp, tcp);
			Rows rows = Rows.of(server.endpoint());
			assertThat(mptcp.remote()).isEqualTo("[0:0:0:0:0:0:0:1]:" + server.port());
			assertRow(rows.atClient(mptcp), "client", "mptcp");
			assertRow(rows.atServer(mptcp), "server", "mptcp");
			assertRow(rows.atServer(tcp), "server", "tcp");
			assertOnePath(server, rows.atServer(mptcp), mptcp.remote(), mptcp.local());
			assertOnePath(server, rows.atClient(tcp), tcp.local(), tcp.remote());
		}
	}

	@Test
	void connectionsOfAWebClientAreThoseOfAClient() throws Exception {
		ThisHost.addAddresses(FIRST, STRIPPED);
		ThisHost.stripMptcp("ip daddr " + STRIPPED);
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES,
				"client.mptcp.enabled=true")) {
			WebClient client = server.context().getBean(WebClient.Builder.class).build();
			for (String host : List.of(FIRST, STRIPPED)) {
				assertThat(client.get()
					.uri("http://" + host + ":" + server.port() + "/")
					.retrieve()
					.bodyToMono(String.class)
					.block()).isEqualTo("hello");
			}
			awaitSummary(server, (summary) -> assertThat(summary.get("connections").toString())
				.isEqualTo("{\"mptcp\":2,\"fallback\":1,\"tcp\":3}"));
			assertThat(Rows.of(server.endpoint()).all())
				.extracting((row) -> row.get("protocol").asString() + " " + row.get("role").asString() + " "
						+ row.get("remote").asString().replaceFirst(":\\d+$", ""))
				.containsExactlyInAnyOrder("mptcp client " + FIRST, "mptcp server " + FIRST,
						"fallback client " + STRIPPED, "tcp server " + STRIPPED, "tcp client 127.0.0.1",
						"tcp server 127.0.0.1");
		}
	}

	private static InetSocketAddress at(String address, EndpointServer server) {
		return new InetSocketAddress(address, server.port());
	}

	private static void get(HttpConnection... connections) throws IOException {
		for (HttpConnection connection : connections) {
			assertThat(connection.get("/")).isEqualTo("hello");
		}
	}

	// A subflow comes and goes after the request that was answered, and connections of
	// earlier questions may not be closed yet
	private static void awaitSummary(EndpointServer server, ThrowingConsumer<JsonNode> assertions) {
		Awaitility.await().untilAsserted(() -> assertions.accept(server.endpoint().mptcp()));
	}

	private static void assertRow(JsonNode row, String role, String protocol) {
		assertThat(row.get("role").asString()).isEqualTo(role);
		assertThat(row.get("protocol").asString()).isEqualTo(protocol);
		assertThat(row.get("subflows").isNull()).isEqualTo(!protocol.equals("mptcp"));
		assertThat(row.get("fastOpen").booleanValue()).isFalse();
		assertThat(row.get("bytesSent").longValue()).isPositive();
		assertThat(row.get("bytesReceived").longValue()).isPositive();
		assertThat(row.get("bytesRetransmitted").isIntegralNumber()).isTrue();
	}

	private static void assertOnePath(EndpointServer server, JsonNode row, String local, String remote) {
		JsonNode paths = server.endpoint().connection(row.get("id").asString()).get("paths");
		assertThat(paths).singleElement().satisfies((path) -> {
			assertPath(path);
			assertThat(path.get("local").asString()).isEqualTo(local);
			assertThat(path.get("remote").asString()).isEqualTo(remote);
			assertThat(path.get("backup").booleanValue()).isFalse();
		});
	}

	private static void assertTwoPaths(EndpointServer server, JsonNode row, String local, String remote, String side,
			boolean backup) {
		JsonNode details = server.endpoint().connection(row.get("id").asString());
		assertThat(details.get("subflows").intValue()).isEqualTo(2);
		JsonNode paths = details.get("paths");
		assertThat(paths).hasSize(2).allSatisfy(ConnectionKindsTests::assertPath);
		JsonNode first = paths.get(0);
		assertThat(first.get("local").asString()).isEqualTo(local);
		assertThat(first.get("remote").asString()).isEqualTo(remote);
		assertThat(first.get("backup").booleanValue()).isFalse();
		JsonNode second = paths.get(1);
		// A busy machine is late with a DATA_ACK, and the kernel sends the data again
		assertThat(first.get("bytesSent").longValue() + second.get("bytesSent").longValue())
			.isEqualTo(details.get("bytesSent").longValue() + details.get("bytesRetransmitted").longValue());
		assertThat(details.get("bytesSent").longValue()).isEqualTo(row.get("bytesSent").longValue());
		assertThat(second.get("id").intValue()).isNotEqualTo(first.get("id").intValue());
		assertThat(second.get(side).asString()).startsWith(SECOND + ":");
		assertThat(second.get("backup").booleanValue()).isEqualTo(backup);
	}

	private static void assertPath(JsonNode path) {
		assertThat(path.get("state").asString()).isEqualTo("established");
		assertThat(path.get("rttMillis").doubleValue()).isPositive();
		assertThat(path.get("cwnd").intValue()).isPositive();
		assertThat(path.get("retransmits").isIntegralNumber()).isTrue();
	}

}
