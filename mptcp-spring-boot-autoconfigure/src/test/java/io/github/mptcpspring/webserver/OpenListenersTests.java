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

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.EachServer;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the listeners that are known are those that are open.
 */
@Tag("server")
@ParameterizedClass
@EachServer
@MptcpRequired
class OpenListenersTests extends WebServerTests {

	OpenListenersTests(WebServerKind kind) {
		super(kind);
	}

	@Test
	void aListenerIsKnownWhileItIsOpen() {
		ListenerRegistry listeners;
		try (EmbeddedServer server = startOnItsOwn("tfo.queue-length=16")) {
			listeners = awaitPorts(server, server.port());
			assertThat(listeners.listeners()).singleElement().satisfies((listener) -> {
				assertThat(listener.server()).isEqualTo(server.name());
				assertThat(listener.state().protocol()).isEqualTo(Protocol.MPTCP);
				assertThat(listener.state().fastOpenQueueLength()).isEqualTo(16);
			});
		}
		awaitNone(listeners);
	}

	@Test
	void aWebServerThatStopsHasNoneAnyMore() {
		// Netty's graceful shutdown waits for a server that is stopped already, until it
		// times out
		try (EmbeddedServer server = startOnItsOwn("server.shutdown=immediate")) {
			ListenerRegistry listeners = awaitPorts(server, server.port());
			((WebServerApplicationContext) server.context()).getWebServer().stop();
			awaitNone(listeners);
			assertThat(gauge(server)).isZero();
		}
	}

	@Test
	void aContextThatStartsAgainHasItsListenerAgain() {
		try (EmbeddedServer server = startOnItsOwn()) {
			ListenerRegistry listeners = awaitPorts(server, server.port());
			server.context().stop();
			awaitNone(listeners);
			server.context().start();
			awaitPorts(server, server.port());
		}
	}

	@Test
	void theManagementServersListenerIsKnownBesideIt() {
		ListenerRegistry listeners;
		try (EmbeddedServer server = startOnItsOwn("management.server.port=0",
				"management.server.mptcp.enabled=true")) {
			listeners = awaitPorts(server, server.port(), server.managementPort());
		}
		awaitNone(listeners);
	}

	@Test
	void whatNobodyAskedForIsNotKnown() {
		try (EmbeddedServer server = startOnItsOwn("management.server.port=0")) {
			awaitPorts(server, server.port());
		}
	}

	// Netty opens and closes in an event loop, and tells of it a moment later
	private static ListenerRegistry awaitPorts(EmbeddedServer server, Integer... ports) {
		ListenerRegistry listeners = server.context().getBean(ListenerRegistry.class);
		Awaitility.await().untilAsserted(() -> {
			assertThat(listeners.listeners()).extracting((listener) -> listener.port().orElse(0))
				.containsExactlyInAnyOrder(ports);
			assertThat(gauge(server)).isEqualTo(ports.length);
		});
		return listeners;
	}

	private static void awaitNone(ListenerRegistry listeners) {
		Awaitility.await().untilAsserted(() -> assertThat(listeners.listeners()).isEmpty());
	}

	// There is none before the first listener
	private static double gauge(EmbeddedServer server) {
		return server.context()
			.getBean(MeterRegistry.class)
			.find("mptcp.listeners")
			.tags("protocol", "mptcp")
			.gauges()
			.stream()
			.mapToDouble(Gauge::value)
			.sum();
	}

}
