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

import io.github.mptcpspring.socket.Listener;
import io.github.mptcpspring.socket.ListenerRegistry;
import io.github.mptcpspring.socket.Protocol;
import io.github.mptcpspring.testsupport.EmbeddedServer;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.micrometer.core.instrument.MeterRegistry;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the listeners that are known are those that are open.
 */
@MptcpRequired
public abstract class OpenListenersTests extends WebServerTests {

	protected OpenListenersTests(Launcher launcher) {
		super(launcher);
	}

	@Test
	void aListenerIsKnownWhileItIsOpen() {
		ListenerRegistry listeners;
		try (EmbeddedServer server = start("tfo.queue-length=16")) {
			listeners = server.context().getBean(ListenerRegistry.class);
			assertThat(listeners.listeners()).singleElement().satisfies((listener) -> {
				assertThat(listener.server()).isEqualTo(server.name());
				assertThat(listener.port()).contains(server.port());
				assertThat(listener.state().protocol()).isEqualTo(Protocol.MPTCP);
				assertThat(listener.state().fastOpenQueueLength()).isEqualTo(16);
			});
		}
		assertThat(listeners.listeners()).isEmpty();
	}

	@Test
	void aWebServerThatStopsHasNoneAnyMore() {
		try (EmbeddedServer server = start()) {
			ListenerRegistry listeners = server.context().getBean(ListenerRegistry.class);
			assertThat(gauge(server)).isEqualTo(1);
			((WebServerApplicationContext) server.context()).getWebServer().stop();
			assertThat(listeners.listeners()).isEmpty();
			assertThat(gauge(server)).isZero();
		}
	}

	@Test
	void aContextThatStartsAgainHasItsListenerAgain() {
		try (EmbeddedServer server = start()) {
			ListenerRegistry listeners = server.context().getBean(ListenerRegistry.class);
			server.context().stop();
			assertThat(listeners.listeners()).isEmpty();
			server.context().start();
			assertThat(listeners.listeners()).singleElement()
				.satisfies((listener) -> assertThat(listener.port()).contains(server.port()));
			assertThat(gauge(server)).isEqualTo(1);
		}
	}

	@Test
	void theManagementServersListenerIsKnownBesideIt() {
		ListenerRegistry listeners;
		try (EmbeddedServer server = start("management.server.port=0", "management.server.mptcp.enabled=true")) {
			listeners = server.context().getBean(ListenerRegistry.class);
			assertThat(listeners.listeners()).extracting(Listener::server, (listener) -> listener.port().orElse(0))
				.containsExactlyInAnyOrder(Assertions.tuple(server.name(), server.port()),
						Assertions.tuple(server.name(), server.managementPort()));
			assertThat(gauge(server)).isEqualTo(2);
		}
		assertThat(listeners.listeners()).isEmpty();
	}

	@Test
	void whatNobodyAskedForIsNotKnown() {
		try (EmbeddedServer server = start("management.server.port=0")) {
			assertThat(server.context().getBean(ListenerRegistry.class).listeners()).singleElement()
				.satisfies((listener) -> assertThat(listener.port()).contains(server.port()));
		}
	}

	private static double gauge(EmbeddedServer server) {
		return server.context()
			.getBean(MeterRegistry.class)
			.get("mptcp.listeners")
			.tags("protocol", "mptcp")
			.gauge()
			.value();
	}

}
