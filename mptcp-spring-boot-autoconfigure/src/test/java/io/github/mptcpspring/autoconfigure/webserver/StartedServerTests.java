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

package io.github.mptcpspring.autoconfigure.webserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Set;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.actuate.MptcpHealthIndicator;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link StartedServerReporter}. Those with RSocket, gRPC and Jetty are in the
 * module {@code server-tests}, which has them on its class path.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class StartedServerTests {

	private static final String REASON = "the starter has no way in to the sockets of ";

	@Test
	void aServerThatTellsItsPortIsReported(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(Telling.class, "server.mptcp.enabled=true")) {
			int port = context.getBean(TellingServer.class).getPort();
			assertThat(KernelSockets.listener(port)).isEqualTo(KernelProtocol.TCP);
			assertThat(MptcpLog.lines(output)).hasSize(2)
				.contains("INFO telling listens on port " + port + " with TCP")
				.last()
				.asString()
				.startsWith("WARN telling on port " + port + ": MPTCP is not used: " + REASON + "telling. Serve it");
			assertThat(new MptcpHealthIndicator(context.getBean(MptcpSettings.class), MptcpSockets.create(),
					context.getBean(ListenerRegistry.class))
				.health()
				.getDetails()).extractingByKey("listenersWithoutMptcp").asString().contains("telling on port " + port);
		}
	}

	@Test
	void aServerThatTellsItsPortDoesNotStartWhenMptcpIsRequired(CapturedOutput output) {
		Set<String> before = KernelSockets.openInodes();
		assertThatException()
			.isThrownBy(() -> start(Telling.class, "server.mptcp.enabled=true", "server.mptcp.on-unavailable=fail"));
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The server must listen with MPTCP and cannot: " + REASON + "telling.");
		assertThat(KernelSockets.openInodes()).isSubsetOf(before);
	}

	@Test
	void aServerThatTellsNothingIsReportedAndStopsNothing(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(Silent.class, "server.mptcp.enabled=true",
				"server.mptcp.on-unavailable=fail")) {
			int port = context.getBean(SilentServer.class).localPort();
			assertThat(MptcpLog.lines(output)).last()
				.asString()
				.startsWith("WARN A server on port " + port + ": MPTCP is not used");
		}
	}

	@Test
	void isListedWhileItListens() {
		try (ConfigurableApplicationContext context = start(Telling.class, "server.mptcp.enabled=true")) {
			ListenerRegistry registry = context.getBean(ListenerRegistry.class);
			TellingServer server = context.getBean(TellingServer.class);
			assertThat(registry.listeners()).singleElement()
				.satisfies((listener) -> assertThat(listener.port()).contains(server.getPort()));
			context.stop();
			assertThat(registry.listeners()).isEmpty();
			context.start();
			assertThat(registry.listeners()).singleElement()
				.satisfies((listener) -> assertThat(listener.port()).contains(server.getPort()));
		}
	}

	@Test
	void whatListensBeforeOrIsOpenedByABeanForItselfIsNoServer(CapturedOutput output) throws IOException {
		try (ServerSocketChannel agent = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
				ConfigurableApplicationContext context = start(OwnSocket.class, "server.mptcp.enabled=true",
						"server.mptcp.on-unavailable=fail")) {
			assertThat(agent.isOpen()).isTrue();
			assertThat(context.getBean(ServerSocketChannel.class).isOpen()).isTrue();
			assertThat(MptcpLog.lines(output)).isEmpty();
			assertThat(context.getBean(ListenerRegistry.class).listeners()).isEmpty();
		}
	}

	@Test
	void isNobodysBusinessWhereNoServerIsAskedFor(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(Telling.class, "client.mptcp.enabled=true",
				"management.server.mptcp.enabled=true", "server.mptcp.on-unavailable=fail")) {
			assertThat(context.getBean(ListenerRegistry.class).listeners()).isEmpty();
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

	private static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
		return TestApplication.run(
				new SpringApplicationBuilder(Application.class, configuration).web(WebApplicationType.NONE),
				properties);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MptcpAutoConfiguration.class, StartedServerMptcpAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class Telling {

		@Bean
		TellingServer telling() {
			return new TellingServer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Silent {

		@Bean
		SilentServer silent() {
			return new SilentServer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSocket {

		@Bean
		ServerSocketChannel ownSocket() throws IOException {
			return ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
		}

	}

	static class SilentServer implements SmartLifecycle {

		private ServerSocketChannel channel;

		int localPort() {
			return isRunning() ? this.channel.socket().getLocalPort() : -1;
		}

		@Override
		public void start() {
			try {
				this.channel = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void stop() {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public boolean isRunning() {
			return this.channel != null && this.channel.isOpen();
		}

	}

	/** As gRPC's does. */
	public static class TellingServer extends SilentServer {

		public int getPort() {
			return localPort();
		}

	}

}
