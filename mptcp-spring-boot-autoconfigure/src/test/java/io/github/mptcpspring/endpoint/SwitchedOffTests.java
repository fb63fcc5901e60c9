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

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.NetworkNamespace;
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
 * Tests for what the endpoint answers where MPTCP is switched off.
 */
@Tag("endpoint")
@ParameterizedClass
@TomcatAndNetty
@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
class SwitchedOffTests {

	private static final String OFF = "server.mptcp.enabled=false";

	private final WebServerKind kind;

	SwitchedOffTests(WebServerKind kind) {
		this.kind = kind;
	}

	@Test
	void inTheApplicationConnectionsAreCountedAndTheOnlyAdviceIsToSwitchItOn() throws Exception {
		// Enough for other advice
		ThisHost.addAddresses("10.1.0.1", "10.1.0.2");
		ThisHost.ip("mptcp limits set subflow 0");
		try (EndpointServer server = EndpointServer.start(this.kind, OFF);
				HttpConnection tcp = HttpConnection.tcp(server.ipv4())) {
			tcp.get("/");
			assertNothingButToSwitchItOnIsAdvised(server.endpoint().mptcp());
			assertIsCounted(server);
		}
	}

	private static void assertNothingButToSwitchItOnIsAdvised(JsonNode mptcp) {
		assertThat(mptcp.get("advice")).singleElement().satisfies((advice) -> {
			assertThat(advice.get("severity").asString()).isEqualTo("info");
			assertThat(advice.get("problem").asString()).contains("every switch is off");
			assertThat(advice.get("fix").asString()).contains("server.mptcp.enabled=true");
		});
	}

	// What the application opens by its own means is counted as well
	private static void assertIsCounted(EndpointServer server) throws IOException {
		try (HttpConnection fallback = HttpConnection.mptcp(server.ipv4())) {
			fallback.get("/");
			Awaitility.await()
				.untilAsserted(() -> assertThat(server.endpoint().mptcp().get("connections").toString())
					.isEqualTo("{\"mptcp\":0,\"fallback\":1,\"tcp\":5}"));
			JsonNode mptcp = server.endpoint().mptcp();
			assertThat(mptcp.get("available").booleanValue()).isTrue();
			assertThat(mptcp.get("listeners")).singleElement().satisfies((listener) -> {
				assertThat(listener.get("server").isNull()).isTrue();
				assertThat(listener.get("port").intValue()).isEqualTo(server.port());
				assertThat(listener.get("protocol").asString()).isEqualTo("tcp");
			});
			assertThat(mptcp.get("subflows").toString()).isEqualTo("{\"current\":0,\"perConnection\":{}}");
			assertThat(server.endpoint().connections().get("total").intValue()).isEqualTo(6);
		}
	}

	@Test
	void inTheKernelTheReasonIsGivenAndTheCommandThatHelps() throws Exception {
		NetworkNamespace.setSysctl("net.mptcp.enabled", "0");
		try (EndpointServer server = EndpointServer.start(this.kind);
				HttpConnection tcp = HttpConnection.tcp(server.ipv4())) {
			tcp.get("/");
			JsonNode mptcp = server.endpoint().mptcp();
			assertThat(mptcp.get("available").booleanValue()).isFalse();
			assertThat(mptcp.get("unavailableReason").asString()).contains("net.mptcp.enabled");
			assertThat(mptcp.get("host").get("mptcpEnabled").booleanValue()).isFalse();
			assertThat(mptcp.get("listeners").get(0).get("protocol").asString()).isEqualTo("tcp");
			assertThat(mptcp.get("connections").get("mptcp").intValue()).isZero();
			assertThat(mptcp.get("connections").get("tcp").intValue()).isGreaterThanOrEqualTo(4);
			assertThat(mptcp.get("advice"))
				.anyMatch((advice) -> advice.get("commands").toString().contains("sysctl -w net.mptcp.enabled=1"));
			assertThat(server.endpoint().connections().get("total").intValue()).isGreaterThanOrEqualTo(4);
		}
	}

}
