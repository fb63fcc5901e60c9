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

package io.github.mptcpspring.jetty;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.awaitility.Awaitility;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link MptcpServerCustomizer} without Spring.
 */
@Tag("kernel")
@MptcpRequired
class MptcpServerCustomizerTests {

	private final ListenerRegistry listeners = new ListenerRegistry();

	private final Server server = new Server(0);

	private final ServerConnector connector = (ServerConnector) this.server.getConnectors()[0];

	@AfterEach
	void stop() throws Exception {
		this.server.stop();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void listensWithMptcpWheneverTheServerOpensItsConnectors(boolean early) throws Exception {
		this.server.setOpenEarly(early);
		customize(this.server);
		ServerConnector another = new ServerConnector(this.server);
		this.server.addConnector(another);
		this.server.start();
		assertThat(KernelSockets.listener(this.connector.getLocalPort())).isEqualTo(KernelProtocol.MPTCP);
		assertThat(KernelSockets.listener(another.getLocalPort())).isEqualTo(KernelProtocol.MPTCP);
		assertThat(this.listeners.listeners()).hasSize(2).allSatisfy((listener) -> {
			assertThat(listener.server()).isEqualTo("Jetty");
			assertThat(listener.state().protocol()).isEqualTo(Protocol.MPTCP);
		});
		another.stop();
		assertThat(this.listeners.ports()).containsExactly(this.connector.getLocalPort());
		this.server.stop();
		assertThat(this.listeners.listeners()).isEmpty();
		this.server.start();
		assertThat(this.listeners.ports()).containsExactlyInAnyOrder(this.connector.getLocalPort(),
				another.getLocalPort());
		assertThat(KernelSockets.listener(another.getLocalPort())).isEqualTo(KernelProtocol.MPTCP);
	}

	@Test
	void plainSettingsChangeNothing() {
		List<?> before = List.copyOf(this.server.getEventListeners());
		new MptcpServerCustomizer(MptcpSockets.create(), ListenerSettings.PLAIN, this.listeners).customize(this.server);
		assertThat(this.server.getEventListeners()).isEqualTo(before);
	}

	@Test
	void customizedTwiceIsPreparedOnce() throws Exception {
		customize(this.server);
		customize(this.server);
		this.server.start();
		assertThat(this.listeners.listeners()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void failsAsJettyWhenThePortIsInUse(boolean early) throws IOException {
		Set<String> before = KernelSockets.openInodes();
		try (ServerSocket other = new ServerSocket(0)) {
			Throwable plain = failure(new Server(), early, other.getLocalPort());
			Server prepared = new Server();
			customize(prepared);
			assertThat(failure(prepared, early, other.getLocalPort())).hasSameClassAs(plain)
				.hasMessage(plain.getMessage())
				.cause()
				.hasSameClassAs(plain.getCause())
				.hasMessage(plain.getCause().getMessage());
		}
		assertThat(this.listeners.listeners()).isEmpty();
		Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(before));
	}

	private static Throwable failure(Server server, boolean early, int port) {
		server.setOpenEarly(early);
		server.addConnector(new ServerConnector(server));
		ServerConnector failing = new ServerConnector(server);
		failing.setPort(port);
		server.addConnector(failing);
		try {
			return catchThrowable(server::start);
		}
		finally {
			assertThat(catchThrowable(server::stop)).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void listenersOfAConnectorAreToldAsJettyTellsThem(boolean prepared) throws Exception {
		if (prepared) {
			customize(this.server);
		}
		List<String> events = new CopyOnWriteArrayList<>();
		this.connector.addEventListener(new NetworkConnector.Listener() {

			@Override
			public void onOpen(NetworkConnector connector) {
				events.add("open: " + (connector.getLocalPort() > 0));
			}

			@Override
			public void onClose(NetworkConnector connector) {
				events.add("close");
			}

		});
		this.server.start();
		this.server.stop();
		assertThat(events).containsExactly("open: true", "close");
	}

	@Test
	void aClosedConnectorHasNoListener() throws Exception {
		customize(this.server);
		this.server.start();
		assertThat(this.listeners.listeners()).map(Listener::port).hasSize(1);
		this.connector.shutdown();
		assertThat(this.listeners.listeners()).isEmpty();
	}

	private void customize(Server server) {
		new MptcpServerCustomizer(MptcpSockets.create(), new ListenerSettings(true, OnUnavailable.FAIL, 0),
				this.listeners)
			.customize(server);
	}

}
