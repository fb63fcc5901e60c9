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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.internal.fastopen.FastOpen;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.EachServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the listeners that the endpoint shows.
 */
@Tag("endpoint")
@MptcpRequired
@ParameterizedClass
@EachServer
class ListenerRowsTests {

	private static final String MANAGEMENT_PORT = "management.server.port=0";

	private final WebServerKind kind;

	ListenerRowsTests(WebServerKind kind) {
		this.kind = kind;
	}

	@Test
	void serverAndManagementServerAreShown() {
		try (EndpointServer server = EndpointServer.start(this.kind, MANAGEMENT_PORT,
				"management.server.mptcp.enabled=true", "tfo.queue-length=32")) {
			assertThat(server.endpoint().get(EndpointClient.MPTCP).status()).isEqualTo(404);
			assertThat(listeners(server.managementEndpoint())).containsExactlyInAnyOrder(
					listener(server.port(), "mptcp", inForce(32)), listener(server.managementPort(), "mptcp", 0));
		}
	}

	@Test
	void serverThatSpeaksTcpIsShownWhenItIsToUseFastOpen() {
		try (EndpointServer server = EndpointServer.start(this.kind, "server.mptcp.enabled=false",
				"tfo.queue-length=32")) {
			assertThat(listeners(server.endpoint())).containsExactly(listener(server.port(), "tcp", inForce(32)));
		}
	}

	@Test
	void managementServerIsShownBesideOneThatTheStarterHasNothingToDoWith() {
		try (EndpointServer server = EndpointServer.start(this.kind, "server.mptcp.enabled=false", MANAGEMENT_PORT,
				"management.server.mptcp.enabled=true")) {
			assertThat(listeners(server.managementEndpoint()))
				.containsExactly(listener(server.managementPort(), "mptcp", 0), other(server.port(), "tcp"));
		}
	}

	@Test
	void whatElseListensIsShownWithTheProtocolThatItSpeaks() throws IOException {
		try (EndpointServer server = EndpointServer.start(this.kind);
				ServerSocketChannel tcp = ServerSocketChannel.open();
				ServerSocketChannel mptcp = ServerSocketChannel.open()) {
			MptcpSockets.create().swap(mptcp);
			InetAddress loopback = InetAddress.getLoopbackAddress();
			tcp.bind(new InetSocketAddress(loopback, 0));
			mptcp.bind(new InetSocketAddress(loopback, 0));
			assertThat(listeners(server.endpoint())).containsExactlyInAnyOrder(listener(server.port(), "mptcp", 0),
					other(tcp.socket().getLocalPort(), "tcp"), other(mptcp.socket().getLocalPort(), "mptcp"));
		}
	}

	@Test
	void serverThatWasStoppedIsGoneAndIsBackWhenItIsStartedAgain() {
		try (EndpointServer server = EndpointServer.start(this.kind, MANAGEMENT_PORT,
				"management.server.mptcp.enabled=true")) {
			assertThat(listeners(server.managementEndpoint())).hasSize(2);
			((WebServerApplicationContext) server.context()).getWebServer().stop();
			assertThat(listeners(server.managementEndpoint()))
				.containsExactly(listener(server.managementPort(), "mptcp", 0));
			((WebServerApplicationContext) server.context()).getWebServer().start();
			assertThat(listeners(server.managementEndpoint())).hasSize(2);
		}
	}

	/** It depends on the machine. */
	private static int inForce(int queueLength) {
		return new FastOpen().findMissingServerBit().isEmpty() ? queueLength : 0;
	}

	private String listener(int port, String protocol, int fastOpenQueueLength) {
		return "{\"server\":\"%s\",\"port\":%d,\"protocol\":\"%s\",\"fastOpenQueueLength\":%d}"
			.formatted(this.kind.endpointName(), port, protocol, fastOpenQueueLength);
	}

	private static String other(int port, String protocol) {
		return "{\"server\":null,\"port\":%d,\"protocol\":\"%s\",\"fastOpenQueueLength\":null}".formatted(port,
				protocol);
	}

	private static List<String> listeners(EndpointClient endpoint) {
		return endpoint.mptcp().get("listeners").valueStream().map(JsonNode::toString).toList();
	}

}
