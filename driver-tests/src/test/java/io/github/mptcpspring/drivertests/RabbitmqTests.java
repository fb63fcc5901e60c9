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

package io.github.mptcpspring.drivertests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.rabbitmq.client.ConnectionFactory;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.SocketOptions;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.amqp.autoconfigure.ConnectionFactoryCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the RabbitMQ clients that Spring Boot builds connect with MPTCP. A broker
 * takes too long to start: the peer reads the first bytes of the protocol and closes.
 */
@Tag("server")
@Tag("client:rabbitmq")
@Tag("client:rabbitmq-nio")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class RabbitmqTests {

	private static final String ENABLED = "client.mptcp.rabbitmq.enabled=true";

	private static final String HEADER = "AMQP\0\0\t\1";

	@Test
	void connectsWithMptcp(CapturedOutput output) throws Exception {
		try (Peer peer = new Peer(null)) {
			connect(peer, DriverApplication.class, "127.0.0.1", List.of(ENABLED));
			assertThat(peer.received()).isEqualTo(HEADER);
			assertThat(peer.protocol()).isEqualTo(KernelProtocol.MPTCP);
		}
		assertThat(output).contains("Clients prepared for MPTCP: RabbitMQ client",
				"RabbitMQ client connects with MPTCP");
	}

	@Test
	void connectsWithMptcpAndTheBundleOfBoot(@TempDir Path directory) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		List<String> properties = new ArrayList<>(certificate.trustOf("server"));
		properties.addAll(List.of(ENABLED, "spring.rabbitmq.ssl.bundle=server"));
		try (Peer peer = new Peer(certificate)) {
			connect(peer, DriverApplication.class, "127.0.0.1", properties);
			assertThat(peer.received()).isEqualTo(HEADER);
			assertThat(peer.protocol()).isEqualTo(KernelProtocol.MPTCP);
		}
		// The certificate does not name it
		try (Peer peer = new Peer(certificate)) {
			connect(peer, DriverApplication.class, "localhost", properties);
			assertThat(peer.received()).isEmpty();
		}
		// Nobody has signed it
		try (Peer peer = new Peer(certificate)) {
			connect(peer, DriverApplication.class, "127.0.0.1", List.of(ENABLED, "spring.rabbitmq.ssl.enabled=true"));
			assertThat(peer.received()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "client.mptcp.rabbitmq.enabled=false", "client.mptcp.enabled=true" })
	void speaksTcpAndSaysNothingWhenSwitchedOff(String property, CapturedOutput output) throws Exception {
		try (Peer peer = new Peer(null)) {
			connect(peer, DriverApplication.class, "127.0.0.1", List.of(property));
			assertThat(peer.received()).isEqualTo(HEADER);
			assertThat(peer.protocol()).isEqualTo(KernelProtocol.TCP);
		}
		assertThat(output).doesNotContain("RabbitMQ client");
	}

	@ParameterizedTest
	@ValueSource(classes = { Nio.class, Netty.class })
	void clientsThatTakeNoSocketFactoryAreReported(Class<?> configuration, CapturedOutput output) throws Exception {
		try (Peer peer = new Peer(null)) {
			connect(peer, configuration, "127.0.0.1", List.of(ENABLED));
			assertThat(peer.protocol()).isEqualTo(KernelProtocol.TCP);
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("ClientLogger"))).singleElement()
			.asString()
			.contains("WARN",
					"RabbitMQ client: MPTCP is not used: the client of bean rabbitConnectionFactory uses NIO");
	}

	@Test
	void aFactoryOfTheApplicationIsReached() throws Exception {
		try (Peer peer = new Peer(null)) {
			connect(peer, OwnFactory.class, "127.0.0.1", List.of(ENABLED, "test.port=" + peer.server.getLocalPort()));
			assertThat(peer.received()).isEqualTo(HEADER);
			assertThat(peer.protocol()).isEqualTo(KernelProtocol.MPTCP);
		}
	}

	/**
	 * The kernel tells them of the client's connection.
	 * @param configuration what the application sets
	 * @param protocol what the connection speaks with the starter
	 */
	@ParameterizedTest
	@MethodSource
	void optionsAreThoseWithoutTheStarter(Class<?> configuration, KernelProtocol protocol) throws Exception {
		DriverOptions.verifyAlike(options(configuration, false, KernelProtocol.TCP),
				options(configuration, true, protocol));
	}

	static Stream<Arguments> optionsAreThoseWithoutTheStarter() {
		return Stream.of(Arguments.of(DriverApplication.class, KernelProtocol.MPTCP),
				Arguments.of(Options.class, KernelProtocol.MPTCP),
				// MPTCP does not take it
				Arguments.of(TrafficClass.class, KernelProtocol.TCP));
	}

	private static SocketOptions options(Class<?> configuration, boolean enabled, KernelProtocol protocol)
			throws Exception {
		try (Peer peer = new Peer(null)) {
			connect(peer, configuration, "127.0.0.1", List.of("client.mptcp.rabbitmq.enabled=" + enabled));
			assertThat(peer.received()).isEqualTo(HEADER);
			assertThat(peer.protocol()).isEqualTo(protocol);
			return peer.options();
		}
	}

	private static void connect(Peer peer, Class<?> configuration, String host, List<String> more) {
		List<String> properties = new ArrayList<>(
				List.of("spring.rabbitmq.host=" + host, "spring.rabbitmq.port=" + peer.server.getLocalPort()));
		properties.addAll(more);
		try (ConfigurableApplicationContext application = DriverApplication.start("amqp", configuration, properties)) {
			CachingConnectionFactory factory = application.getBean(CachingConnectionFactory.class);
			assertThatExceptionOfType(AmqpException.class).isThrownBy(factory::createConnection);
		}
	}

	/**
	 * Accepts one connection.
	 */
	private static final class Peer implements AutoCloseable {

		private final MptcpServerSocket server;

		private volatile SocketOptions options;

		private final CompletableFuture<String> received = new CompletableFuture<>();

		private Peer(ServerCertificate certificate) throws Exception {
			this.server = MptcpServerSocket.unbound(true, (certificate != null) ? certificate.serverContext() : null);
			this.server.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
			Thread.ofPlatform().daemon().start(this::accept);
		}

		private void accept() {
			try (Socket socket = this.server.accept()) {
				byte[] bytes = socket.getInputStream().readNBytes(HEADER.length());
				this.options = KernelSockets.options((InetSocketAddress) socket.getRemoteSocketAddress(),
						(InetSocketAddress) socket.getLocalSocketAddress());
				this.received.complete(new String(bytes, StandardCharsets.US_ASCII));
			}
			catch (IOException ex) {
				this.received.complete("");
			}
		}

		private String received() throws Exception {
			return this.received.get();
		}

		private SocketOptions options() {
			return this.options;
		}

		private KernelProtocol protocol() {
			return this.server.protocols().getFirst();
		}

		@Override
		public void close() throws IOException {
			this.server.close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Options {

		@Bean
		ConnectionFactoryCustomizer options() {
			return (factory) -> factory.setSocketConfigurator((socket) -> {
				socket.setKeepAlive(true);
				socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 77);
				socket.setTcpNoDelay(false);
				socket.setSoLinger(true, 7);
				socket.setReuseAddress(true);
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TrafficClass {

		@Bean
		ConnectionFactoryCustomizer trafficClass() {
			return (factory) -> factory.setSocketConfigurator((socket) -> socket.setTrafficClass(0x10));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Nio {

		@Bean
		@SuppressWarnings("deprecation")
		ConnectionFactoryCustomizer nio() {
			return ConnectionFactory::useNio;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Netty {

		@Bean
		ConnectionFactoryCustomizer netty() {
			return ConnectionFactory::netty;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		CachingConnectionFactory ownFactory(@Value("${test.port}") int port) {
			return new CachingConnectionFactory("127.0.0.1", port);
		}

	}

}
