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
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Set;

import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for factories and connectors of the application.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class JettyOwnConnectorTests {

	@ParameterizedTest
	@EachJetty
	void ownFactoryListensWithMptcp(WebServerKind kind, CapturedOutput output) throws IOException {
		Class<?> configuration = (kind == WebServerKind.JETTY) ? OwnServletFactory.class : OwnReactiveFactory.class;
		try (JettyServer server = JettyServer.start(kind, configuration)) {
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(MptcpLog.lines(output))
				.containsExactly("INFO Jetty listens on port " + server.port() + " with MPTCP");
		}
	}

	@ParameterizedTest
	@EachJetty
	void additionalConnectorsListenWithMptcp(WebServerKind kind, CapturedOutput output) throws Exception {
		try (JettyServer server = JettyServer.start(kind, AdditionalConnectors.class)) {
			ServerConnector later = new ServerConnector(server.server());
			server.server().addConnector(later);
			later.start();
			int additional = server.connector(1).getLocalPort();
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.mptcp(on(additional))).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.mptcp(on(later.getLocalPort()))).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(MptcpLog.lines(output)).containsExactlyInAnyOrder(
					"INFO Jetty listens on port " + server.port() + " with MPTCP",
					"INFO Jetty listens on port " + additional + " with MPTCP",
					"INFO Jetty listens on port " + later.getLocalPort() + " with MPTCP");
		}
	}

	@Test
	void opensNothingBeforeTheConnectorStarts() {
		try (JettyServer server = JettyServer.start(WebServerKind.JETTY, StateBeforeStart.class)) {
			assertThat(server.context().getBean(StateBeforeStart.class).listening).isFalse();
			assertThat(server.connector().isOpen()).isTrue();
		}
	}

	@Test
	void aConnectorThatOpensItsSocketItselfIsLeftAloneAndSaysWhy(CapturedOutput output) throws Exception {
		try (JettyServer server = JettyServer.start(WebServerKind.JETTY, OwnSocket.class)) {
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_FALLBACK);
			assertThat(MptcpLog.lines(output)).containsExactly(
					"INFO Jetty listens on port " + server.port() + " with TCP",
					"WARN Jetty on port " + server.port() + ": MPTCP is not used: the connector "
							+ OwnSocketConnector.class.getName()
							+ " opens its socket in its own way. Do not override openAcceptChannel");
			ListenerRegistry listeners = server.context().getBean(ListenerRegistry.class);
			assertThat(listeners.ports()).containsExactly(server.port());
			server.connector().stop();
			assertThat(listeners.ports()).isEmpty();
		}
	}

	@Test
	void aConnectorThatWasOpenedBeforeIsLeftAloneAndSaysWhy(CapturedOutput output) throws IOException {
		try (JettyServer server = JettyServer.start(WebServerKind.JETTY, OpenedBefore.class, "tfo.queue-length=16")) {
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_FALLBACK);
			assertThat(KernelSockets.fastOpenQueueLength(server.port())).isEqualTo(16);
			assertThat(MptcpLog.lines(output)).contains("WARN Jetty on port " + server.port()
					+ ": MPTCP is not used: the application opened this connector before it was started. Leave it to"
					+ " the start of the connector");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnSocket.class, OpenedBefore.class })
	void doesNotStartWhenMptcpIsRequired(Class<?> configuration, CapturedOutput output) {
		Set<String> before = KernelSockets.openInodes();
		assertThatException().isThrownBy(
				() -> JettyServer.start(WebServerKind.JETTY, configuration, "server.mptcp.on-unavailable=fail"));
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The server must listen with MPTCP and cannot: the ");
		Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(before));
	}

	@Test
	void aConnectorWithoutASocketIsNobodysBusiness(CapturedOutput output) {
		try (JettyServer server = JettyServer.start(WebServerKind.JETTY, InMemory.class,
				"server.mptcp.on-unavailable=fail")) {
			assertThat(MptcpLog.lines(output))
				.containsExactly("INFO Jetty listens on port " + server.port() + " with MPTCP");
		}
	}

	private static InetSocketAddress on(int port) {
		return new InetSocketAddress("127.0.0.1", port);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServletFactory {

		@Bean
		JettyServletWebServerFactory ownFactory() {
			return new JettyServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnReactiveFactory {

		@Bean
		JettyReactiveWebServerFactory ownFactory() {
			return new JettyReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AdditionalConnectors {

		@Bean
		JettyServerCustomizer additionalConnectorsCustomizer() {
			return (server) -> server.addConnector(new ServerConnector(server));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InMemory {

		@Bean
		JettyServerCustomizer inMemoryCustomizer() {
			return (server) -> server.addConnector(new LocalConnector(server));
		}

	}

	/**
	 * Looks when the beans are there and the server has not been started.
	 */
	@Configuration(proxyBeanMethods = false)
	static class StateBeforeStart implements SmartInitializingSingleton {

		private Server server;

		private boolean listening;

		@Bean
		JettyServerCustomizer stateBeforeStartCustomizer() {
			return (server) -> this.server = server;
		}

		@Override
		public void afterSingletonsInstantiated() {
			// Boot has started the server without its connectors
			assertThat(this.server.isStarted()).isTrue();
			this.listening = this.server.getConnectors().length > 0;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSocket {

		@Bean
		JettyServerCustomizer ownSocketCustomizer() {
			return (server) -> server.setConnectors(new ServerConnector[] { new OwnSocketConnector(server) });
		}

	}

	static class OwnSocketConnector extends ServerConnector {

		OwnSocketConnector(Server server) {
			super(server);
		}

		@Override
		protected ServerSocketChannel openAcceptChannel() throws IOException {
			return super.openAcceptChannel();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OpenedBefore {

		@Bean
		JettyServerCustomizer openedBeforeCustomizer() {
			return (server) -> {
				try {
					((ServerConnector) server.getConnectors()[0]).open();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			};
		}

	}

}
