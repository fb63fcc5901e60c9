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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.endpoint.EndpointClient.Answer;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the endpoint answers to whom, field by field.
 */
@Tag("endpoint")
@MptcpRequired
@ParameterizedClass
@TomcatAndNetty
class EndpointContractTests {

	private static final String[] ROW = { "id", "role", "protocol", "local", "remote", "subflows", "bytesSent",
			"bytesReceived", "bytesRetransmitted", "fastOpen" };

	private final WebServerKind kind;

	private EndpointServer server;

	private EndpointClient endpoint;

	EndpointContractTests(WebServerKind kind) {
		this.kind = kind;
	}

	@BeforeEach
	void startServer() {
		this.server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
		this.endpoint = this.server.endpoint();
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void summaryHasTheFieldsOfTheContract() throws IOException {
		try (HttpConnection connection = HttpConnection.mptcp(this.server.ipv4())) {
			connection.get("/");
			JsonNode mptcp = this.endpoint.mptcp();
			assertThat(Rows.names(mptcp)).containsExactlyInAnyOrder("available", "unavailableReason", "listeners",
					"connections", "subflows", "host", "counters", "advice");
			assertThat(mptcp.get("available").isBoolean()).isTrue();
			assertThat(mptcp.get("unavailableReason").isNull()).isTrue();
			assertThat(mptcp.get("listeners").toString())
				.isEqualTo("[{\"server\":\"%s\",\"port\":%d,\"protocol\":\"mptcp\",\"fastOpenQueueLength\":0}]"
					.formatted(this.kind.endpointName(), this.server.port()));
			assertHasIntegers(mptcp.get("connections"), "mptcp", "fallback", "tcp");
			JsonNode subflows = mptcp.get("subflows");
			assertThat(Rows.names(subflows)).containsExactlyInAnyOrder("current", "perConnection");
			assertThat(subflows.get("current").isInt()).isTrue();
			assertThat(subflows.get("perConnection").properties()).isNotEmpty().allSatisfy((entry) -> {
				assertThat(entry.getKey()).matches("\\d+");
				assertThat(entry.getValue().isInt()).isTrue();
			});
		}
	}

	@Test
	void summaryTellsOfTheHost() {
		JsonNode mptcp = this.endpoint.mptcp();
		JsonNode host = mptcp.get("host");
		assertThat(Rows.names(host)).containsExactlyInAnyOrder("kernel", "mptcpEnabled", "pathManager", "scheduler",
				"limits", "endpoints", "fastOpen");
		assertThat(host.get("kernel").asString()).isEqualTo(System.getProperty("os.version"));
		assertThat(host.get("mptcpEnabled").booleanValue()).isTrue();
		assertHasIntegers(host.get("limits"), "subflows", "addAddrAccepted");
		assertThat(host.get("endpoints").isArray()).isTrue();
		assertThat(Rows.names(host.get("fastOpen"))).containsExactlyInAnyOrder("client", "server");
		assertThat(host.get("fastOpen")).allMatch(JsonNode::isBoolean);
		assertThat(Rows.names(mptcp.get("counters"))).contains("MPCapableSYNRX", "MPJoinAckRx", "TCPFastOpenPassive");
		assertThat(mptcp.get("counters")).allMatch(JsonNode::isIntegralNumber);
		assertThat(mptcp.get("advice")).allSatisfy((advice) -> {
			assertThat(Rows.names(advice)).containsExactlyInAnyOrder("severity", "problem", "fix", "commands");
			assertThat(List.of(advice.get("severity"), advice.get("problem"), advice.get("fix")))
				.allMatch(JsonNode::isString);
			assertThat(advice.get("commands").isArray()).isTrue();
			assertThat(advice.get("commands")).allMatch(JsonNode::isString);
			assertThat(advice.get("severity").asString()).isIn("info", "warn", "error");
		});
	}

	@Test
	void rowHasTheFieldsOfTheContract() throws IOException {
		try (HttpConnection mptcp = HttpConnection.mptcp(this.server.ipv4());
				HttpConnection tcp = HttpConnection.tcp(this.server.ipv4())) {
			mptcp.get("/");
			tcp.get("/");
			JsonNode connections = this.endpoint.connections();
			assertThat(Rows.names(connections)).containsExactlyInAnyOrder("total", "connections");
			assertThat(connections.get("total").intValue()).isEqualTo(connections.get("connections").size());
			Rows rows = Rows.of(connections);
			assertThat(rows.all()).allSatisfy((row) -> assertThat(Rows.names(row)).containsExactlyInAnyOrder(ROW));
			assertMptcpRow(rows.atClient(mptcp), "client", mptcp.local(), mptcp.remote());
			assertMptcpRow(rows.atServer(mptcp), "server", mptcp.remote(), mptcp.local());
			assertTcpRow(rows.atClient(tcp), "client", tcp.local(), tcp.remote());
			assertTcpRow(rows.atServer(tcp), "server", tcp.remote(), tcp.local());
		}
	}

	private static void assertMptcpRow(JsonNode row, String role, String local, String remote) {
		assertRow(row, role, "mptcp", local, remote);
		assertThat(row.get("id").asString()).matches("[0-9a-f]{8}");
		assertThat(row.get("subflows").isInt()).isTrue();
		assertThat(row.get("subflows").intValue()).isPositive();
	}

	private static void assertTcpRow(JsonNode row, String role, String local, String remote) {
		assertRow(row, role, "tcp", local, remote);
		assertThat(row.get("id").asString()).matches("[0-9a-f]{16}");
		assertThat(row.get("subflows").isNull()).isTrue();
	}

	private static void assertRow(JsonNode row, String role, String protocol, String local, String remote) {
		assertThat(row.get("role").asString()).isEqualTo(role);
		assertThat(row.get("protocol").asString()).isEqualTo(protocol);
		assertThat(row.get("local").asString()).isEqualTo(local);
		assertThat(row.get("remote").asString()).isEqualTo(remote);
		assertThat(Stream.of("bytesSent", "bytesReceived", "bytesRetransmitted")).map(row::get)
			.allMatch(JsonNode::isIntegralNumber);
		assertThat(row.get("fastOpen").isBoolean()).isTrue();
	}

	@Test
	void detailsAreTheRowAndItsPaths() throws IOException {
		try (HttpConnection mptcp = HttpConnection.mptcp(this.server.ipv4());
				HttpConnection tcp = HttpConnection.tcp(this.server.ipv4())) {
			mptcp.get("/");
			tcp.get("/");
			Rows rows = Rows.of(this.endpoint);
			for (JsonNode row : List.of(rows.atClient(mptcp), rows.atServer(mptcp), rows.atClient(tcp),
					rows.atServer(tcp))) {
				JsonNode details = this.endpoint.connection(row.get("id").asString());
				assertThat(Rows.names(details)).contains(ROW).hasSize(ROW.length + 1).contains("paths");
				assertThat(Stream.of(ROW)).allSatisfy((name) -> assertThat(details.get(name)).isEqualTo(row.get(name)));
				assertThat(details.get("paths").size()).isEqualTo(1);
				assertPath(details.get("paths").get(0), row);
			}
		}
	}

	private static void assertPath(JsonNode path, JsonNode row) {
		assertThat(Rows.names(path)).containsExactlyInAnyOrder("id", "local", "remote", "state", "rttMillis", "cwnd",
				"retransmits", "bytesSent", "bytesReceived", "backup");
		assertThat(path.get("id").intValue()).isNotNegative();
		assertThat(path.get("local")).isEqualTo(row.get("local"));
		assertThat(path.get("remote")).isEqualTo(row.get("remote"));
		assertThat(path.get("state").asString()).isEqualTo("established");
		assertThat(path.get("rttMillis").isDouble()).isTrue();
		assertThat(path.get("rttMillis").doubleValue()).isBetween(0.001, 1000.0);
		assertThat(path.get("cwnd").intValue()).isPositive();
		assertThat(path.get("retransmits").isInt()).isTrue();
		assertThat(path.get("bytesSent")).isEqualTo(row.get("bytesSent"));
		assertThat(path.get("bytesReceived")).isEqualTo(row.get("bytesReceived"));
		assertThat(path.get("backup").booleanValue()).isFalse();
	}

	@Test
	void listIsSortedAndLimited() throws IOException {
		List<HttpConnection> held = new ArrayList<>();
		try {
			for (int i = 0; i < 30; i++) {
				held.add(HttpConnection.tcp(this.server.ipv4()));
				held.add(HttpConnection.mptcp(this.server.ipv4()));
			}
			for (HttpConnection connection : held) {
				connection.get("/");
			}
			assertThat(limited("").all()).hasSize(50).allMatch((row) -> row.get("protocol").asString().equals("mptcp"));
			assertThat(limited("?limit=").all()).hasSize(50);
			assertThat(limited("?limit=7").all()).hasSize(7);
			assertThat(limited("?limit=0").all()).isEmpty();
			Rows rows = limited("?limit=500");
			assertThat(rows.texts("protocol")).hasSizeGreaterThanOrEqualTo(2 * held.size() + 2)
				.isSortedAccordingTo((one, other) -> rank(one) - rank(other));
			assertThat(rows.all()).filteredOn((row) -> row.get("protocol").asString().equals("mptcp"))
				.filteredOn(this::isOfThisServer)
				.hasSize(held.size());
		}
		finally {
			for (HttpConnection connection : held) {
				connection.close();
			}
		}
	}

	// Other tests in this JVM may have connections that are still closing
	private boolean isOfThisServer(JsonNode row) {
		String port = ":" + this.server.port();
		return row.get("local").asString().endsWith(port) || row.get("remote").asString().endsWith(port);
	}

	private Rows limited(String query) {
		JsonNode connections = this.endpoint.json(EndpointClient.CONNECTIONS + query);
		assertThat(connections.get("total").intValue()).isGreaterThanOrEqualTo(122);
		return Rows.of(connections);
	}

	private static int rank(String protocol) {
		return List.of("mptcp", "fallback", "tcp").indexOf(protocol);
	}

	@Test
	void listHasNoConnectionTwice() throws IOException {
		try (HttpConnection mptcp = HttpConnection.mptcp(this.server.ipv4());
				HttpConnection tcp = HttpConnection.tcp(this.server.ipv4())) {
			mptcp.get("/");
			tcp.get("/");
			assertThat(Rows.of(this.endpoint).texts("id")).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(6);
		}
	}

	@Test
	void limitThatIsNoneIsABadRequest() {
		assertThat(Stream.of("-1", "-2147483648", "501", "100000", "2147483647", "2147483648", "99999999999999999999",
				"abc", "1.5", "1e3", "%00", "NaN", "1;2", "%F0%9F%92%A9"))
			.allSatisfy(
					(limit) -> assertThat(this.endpoint.get(EndpointClient.CONNECTIONS + "?limit=" + limit).status())
						.isEqualTo(400));
	}

	@Test
	void whatIsNotThereIsNotFound() throws IOException {
		try (HttpConnection mptcp = HttpConnection.mptcp(this.server.ipv4())) {
			mptcp.get("/");
			String id = Rows.of(this.endpoint).atClient(mptcp).get("id").asString();
			Stream<String> targets = Stream.of("/connections/00000000", "/connections/0000000000000000",
					"/connections/ffffffffffffffff", "/connections/x", "/connections/" + id + "0",
					"/connections/" + id.substring(1), "/connections/%20" + id, "/connections/" + id + "/paths",
					"/subflows", "/Connections", "/connection", "/subflows/" + id, "/" + id);
			assertThat(targets).allSatisfy(
					(target) -> assertThat(this.endpoint.get(EndpointClient.MPTCP + target).status()).isEqualTo(404));
			assertThat(this.endpoint.get(EndpointClient.CONNECTIONS + "/" + id).status()).isEqualTo(200);
		}
	}

	@Test
	void connectionThatIsClosedIsNotFound() throws IOException {
		String id;
		try (HttpConnection tcp = HttpConnection.tcp(this.server.ipv4())) {
			tcp.get("/");
			id = Rows.of(this.endpoint).atClient(tcp).get("id").asString();
			assertThat(this.endpoint.get(EndpointClient.CONNECTIONS + "/" + id).status()).isEqualTo(200);
		}
		assertThat(this.endpoint.get(EndpointClient.CONNECTIONS + "/" + id).status()).isEqualTo(404);
	}

	@Test
	void onlyReadsAreAllowed() {
		for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
			for (String path : List.of("", "/connections", "/connections/00000000")) {
				Answer answer = this.endpoint.send(method, EndpointClient.MPTCP + path, "Content-Length: 0");
				assertThat(answer.status()).as(method + " " + path).isEqualTo(405);
			}
		}
	}

	@Test
	void isNotExposedByDefault() {
		try (EndpointServer plain = EndpointServer.startWithExposureOfBoot(this.kind)) {
			assertThat(plain.endpoint().get("/actuator/health").status()).isEqualTo(200);
			assertThat(Stream.of(EndpointClient.MPTCP, EndpointClient.CONNECTIONS,
					EndpointClient.CONNECTIONS + "/00000000"))
				.allSatisfy((target) -> assertThat(plain.endpoint().get(target).status()).isEqualTo(404));
			assertThat(plain.context().getBeanNamesForType(MptcpEndpoint.class)).isEmpty();
		}
	}

	@Test
	void canBeForbidden() {
		try (EndpointServer forbidden = EndpointServer.start(this.kind, "management.endpoint.mptcp.access=none")) {
			assertThat(forbidden.endpoint().get(EndpointClient.MPTCP).status()).isEqualTo(404);
		}
	}

	@Test
	void isListedAmongTheOthers() {
		JsonNode links = this.endpoint.json("/actuator").get("_links");
		assertThat(Rows.names(links).filter((name) -> name.startsWith("mptcp"))).containsExactlyInAnyOrder("mptcp",
				"mptcp-connections", "mptcp-connections-id");
		assertThat(links.get("mptcp").get("templated").booleanValue()).isFalse();
	}

	private static void assertHasIntegers(JsonNode object, String... names) {
		assertThat(Rows.names(object)).containsExactlyInAnyOrder(names);
		assertThat(object).allMatch(JsonNode::isInt);
	}

}
