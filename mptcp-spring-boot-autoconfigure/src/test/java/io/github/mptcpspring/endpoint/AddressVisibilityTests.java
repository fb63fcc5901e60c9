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

import java.net.InetSocketAddress;
import java.util.List;

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

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that only those see addresses who may: those of connections, of their paths, of
 * the path manager, and those in advice.
 */
@Tag("endpoint")
@ParameterizedClass
@TomcatAndNetty
@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
class AddressVisibilityTests {

	private static final String FIRST = "10.1.0.1";

	private static final String SECOND = "10.1.0.2";

	private static final String[] NOBODY = {};

	private static final String[] USER = { "User: alice" };

	private static final String[] OPERATOR = { "User: bob", "Role: OPS" };

	private static final String SHOW = "management.endpoint.mptcp.show-addresses=";

	private final WebServerKind kind;

	AddressVisibilityTests(WebServerKind kind) {
		this.kind = kind;
	}

	@Test
	void byDefaultUsersSeeThemAndOthersDoNot() throws Exception {
		ThisHost.addWaysOut(FIRST, SECOND);
		try (EndpointServer server = start()) {
			assertHidden(server, NOBODY);
			assertShown(server, USER);
			assertHidden(server, "Role: OPS");
		}
	}

	@Test
	void whenRolesAreNamedOnlyTheirUsersSeeThem() throws Exception {
		ThisHost.addWaysOut(FIRST, SECOND);
		try (EndpointServer server = start("management.endpoint.mptcp.roles=ADMIN,OPS")) {
			assertHidden(server, NOBODY);
			assertHidden(server, USER);
			assertHidden(server, "User: eve", "Role: ops2");
			assertShown(server, OPERATOR);
		}
	}

	@Test
	void nobodySeesThemWhenNobodyMay() throws Exception {
		ThisHost.addWaysOut(FIRST, SECOND);
		try (EndpointServer server = start(SHOW + "never")) {
			assertHidden(server, NOBODY);
			assertHidden(server, OPERATOR);
		}
	}

	@Test
	void everyoneSeesThemWhenEveryoneMay() throws Exception {
		ThisHost.addWaysOut(FIRST, SECOND);
		try (EndpointServer server = start(SHOW + "always")) {
			assertShown(server, NOBODY);
			assertShown(server, USER);
		}
	}

	@Test
	void hiddenAnswerDiffersInNothingElse() throws Exception {
		ThisHost.addWaysOut(FIRST, SECOND);
		try (EndpointServer server = start();
				HttpConnection connection = HttpConnection.mptcp(new InetSocketAddress(FIRST, server.port()))) {
			connection.get("/");
			JsonNode row = Rows.of(server.endpoint().connections(USER)).atClient(connection);
			String id = row.get("id").asString();
			String opaqueId = opaqueId(server, row);
			String shown = withoutRtt(server.endpoint().connection(id, USER).toString());
			String hidden = withoutRtt(server.endpoint().connection(opaqueId).toString());
			assertThat(hidden).isEqualTo(shown.replace(connection.local(), "******")
				.replace(connection.remote(), "******")
				.replace(id, opaqueId));
		}
	}

	// The token of a connection is what others would need to add a subflow to it
	@Test
	void tokensAreHiddenToo() throws Exception {
		ThisHost.addAddresses(FIRST, SECOND);
		try (EndpointServer server = start();
				HttpConnection connection = HttpConnection.mptcp(new InetSocketAddress(FIRST, server.port()))) {
			connection.get("/");
			List<String> tokens = Rows.of(server.endpoint().connections(USER))
				.texts("id")
				.stream()
				.filter((id) -> id.length() == 8)
				.toList();
			assertThat(tokens).hasSize(2);
			assertThat(Rows.of(server.endpoint().connections()).texts("id"))
				.allSatisfy((id) -> assertThat(id).matches("[0-9a-f]{16}"));
			assertThat(server.endpoint().connections().toString()).doesNotContain(tokens);
			for (String token : tokens) {
				assertThat(server.endpoint().get(EndpointClient.CONNECTIONS + "/" + token).status()).isEqualTo(404);
				assertThat(server.endpoint().get(EndpointClient.CONNECTIONS + "/" + token, USER).status())
					.isEqualTo(200);
			}
		}
	}

	private static String opaqueId(EndpointServer server, JsonNode row) {
		return Rows.of(server.endpoint().connections())
			.all()
			.stream()
			.filter((candidate) -> candidate.get("protocol").asString().equals("mptcp")
					&& candidate.get("role").equals(row.get("role")))
			.map((candidate) -> candidate.get("id").asString())
			.findFirst()
			.orElseThrow();
	}

	private EndpointServer start(String... properties) {
		Class<?> users = (this.kind.applicationType() == WebApplicationType.SERVLET) ? ServletUsers.class
				: ReactiveUsers.class;
		return EndpointServer.start(this.kind, users, properties);
	}

	private static void assertHidden(EndpointServer server, String... headers) throws Exception {
		assertThat(answers(server, headers))
			.allSatisfy((answer) -> assertThat(answer).doesNotContain("10.1.0.", "127.0.0.", "0:0:0:0", "::"));
	}

	private static void assertShown(EndpointServer server, String... headers) throws Exception {
		List<String> answers = answers(server, headers);
		assertThat(answers).allSatisfy((answer) -> assertThat(answer).contains("10.1.0.").doesNotContain("******"));
		assertThat(answers.subList(0, 3)).allSatisfy((answer) -> assertThat(answer).contains(SECOND));
	}

	// Advice, the path manager's endpoints, the paths of a connection, and the list:
	// addresses are in all of them
	private static List<String> answers(EndpointServer server, String... headers) throws Exception {
		String advice = server.endpoint().mptcp(headers).toString();
		assertThat(advice).contains("ip mptcp endpoint add");
		ThisHost.ip("mptcp endpoint add " + SECOND + " subflow");
		try (HttpConnection connection = HttpConnection.mptcp(new InetSocketAddress(FIRST, server.port()))) {
			connection.get("/");
			awaitSecondSubflow(server);
			String endpoints = server.endpoint().mptcp(headers).get("host").toString();
			JsonNode connections = server.endpoint().connections(headers);
			String id = Rows.of(connections).all().getFirst().get("id").asString();
			return List.of(advice, endpoints, server.endpoint().connection(id, headers).toString(),
					connections.toString());
		}
		finally {
			ThisHost.ip("mptcp endpoint flush");
			awaitNoConnection(server);
		}
	}

	private static void awaitSecondSubflow(EndpointServer server) {
		Awaitility.await()
			.until(() -> server.endpoint().mptcp().get("subflows").get("perConnection").toString().equals("{\"2\":2}"));
	}

	private static void awaitNoConnection(EndpointServer server) {
		Awaitility.await().until(() -> server.endpoint().mptcp().get("connections").get("mptcp").intValue() == 0);
	}

	private static String withoutRtt(String json) {
		return json.replaceAll("\"rttMillis\":[0-9.]+", "");
	}

}
