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

package io.github.mptcpspring.servertests;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.actuate.MptcpDescriptor.ListenerDescriptor;
import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.reactor.MptcpLoopResources;
import io.github.mptcpspring.testsupport.FailureTypes;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.SocketOptions;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.Connection;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import reactor.netty.tcp.SslProvider.SslContextSpec;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that RSocket servers that Spring Boot builds speak MPTCP, and otherwise behave as
 * they do without the starter, and that a requester does with the line of the
 * documentation.
 */
@Tag("server")
@Tag("client:rsocket")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class RSocketTests {

	private static final String ENABLED = "server.mptcp.enabled=true";

	private static final String TCP = "tcp";

	private static final Map<String, ConfigurableApplicationContext> CONTEXTS = new ConcurrentHashMap<>();

	private static final LoopResources MPTCP = MptcpLoopResources.forClients(TcpResources.get(), MptcpSockets.create(),
			new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
			});

	private static List<String> tls;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		tls = new ArrayList<>(ServerCertificate.create(directory).keysOf("own"));
		tls.add("spring.rsocket.server.ssl.bundle=own");
	}

	@AfterAll
	static void close() {
		CONTEXTS.values().forEach(ConfigurableApplicationContext::close);
		CONTEXTS.clear();
	}

	/**
	 * The server's word, and that of the client.
	 * @param transport the transport
	 * @param secure whether they speak TLS
	 * @param server whether the server listens with MPTCP
	 * @param client whether the client connects with MPTCP
	 * @param expected what the kernel says of both ends
	 */
	@ParameterizedTest
	@CsvSource({ "tcp, false, true, true, MPTCP MPTCP", "tcp, true, true, true, MPTCP MPTCP",
			"tcp, false, true, false, TCP TCP", "tcp, true, true, false, TCP TCP",
			"tcp, false, false, true, TCP FALLBACK", "websocket, false, true, true, MPTCP MPTCP",
			"websocket, true, true, true, MPTCP MPTCP", "websocket, false, true, false, TCP TCP",
			"websocket, true, true, false, TCP TCP" })
	void speaks(String transport, boolean secure, boolean server, boolean client, String expected) throws Exception {
		ConfigurableApplicationContext context = context(transport, secure, server);
		assertThat(exchange(context, transport, secure, client, port(context))).isEqualTo(expected);
	}

	/**
	 * Each of the server, its connection and the client's.
	 * @param transport the transport
	 */
	@ParameterizedTest
	@ValueSource(strings = { "tcp", "websocket" })
	void optionsAreThoseWithoutTheStarter(String transport) throws Exception {
		ConfigurableApplicationContext off = context(transport, false, false);
		List<SocketOptions> untouched = options(off, transport, false);
		List<SocketOptions> mptcp = options(context(transport, false, true), transport, true);
		List<SocketOptions> tcp = options(off, transport, false);
		for (int i = 0; i < tcp.size(); i++) {
			SocketOptions.verifyAlikeOnceConnected(tcp.get(i), mptcp.get(i), untouched.get(i));
		}
	}

	private static List<SocketOptions> options(ConfigurableApplicationContext context, String transport, boolean mptcp)
			throws Exception {
		int port = port(context);
		return exchange(context, transport, false, mptcp, port,
				(client, server) -> List.of(KernelSockets.optionsOfListener(port),
						KernelSockets.options(server, client), KernelSockets.options(client, server)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tcp", "websocket" })
	void isShownInLogAndEndpoint(String transport, CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(ENABLED, "server.mptcp.on-unavailable=fail",
				"spring.rsocket.server.transport=" + transport)) {
			int port = port(context);
			assertThat(MptcpLog.lines(output)).containsExactly("INFO RSocket listens on port " + port + " with MPTCP");
			assertThat(context.getBean(MptcpEndpoint.class).mptcp().listeners())
				.contains(new ListenerDescriptor("rsocket", port, "mptcp", 0));
			context.stop();
			// Event loops close a moment later
			Awaitility.await()
				.untilAsserted(() -> assertThat(context.getBean(MptcpEndpoint.class).mptcp().listeners())
					.noneMatch((listener) -> listener.port() == port));
		}
	}

	@Test
	void fastOpenHasTheRulesOfOtherServers(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(ENABLED, "tfo.queue-length=16")) {
			assertThat(KernelSockets.fastOpenQueueLength(port(context))).isZero();
			assertThat(output)
				.contains("RSocket on port " + port(context) + ": Fast Open is not used: beside MPTCP Linux can let");
		}
		try (ConfigurableApplicationContext context = start("tfo.queue-length=16")) {
			assertThat(KernelSockets.fastOpenQueueLength(port(context))).isEqualTo(16);
		}
	}

	@Test
	void listensOnItsAddressOnly() throws Exception {
		try (ConfigurableApplicationContext context = start(ENABLED, "spring.rsocket.server.address=127.0.0.2")) {
			// Nobody else has it
			new ServerSocket(port(context), 1, InetAddress.getByName("127.0.0.1")).close();
			assertThat(catchThrowable(
					() -> new ServerSocket(port(context), 1, InetAddress.getByName("127.0.0.2")).close()))
				.isNotNull();
		}
	}

	@Test
	void aPortInUseIsTheFailureThatItWouldBe() throws Exception {
		try (ServerSocket other = new ServerSocket(0)) {
			String port = "spring.rsocket.server.port=" + other.getLocalPort();
			Throwable without = catchThrowable(() -> start(port));
			Throwable with = catchThrowable(() -> start(port, ENABLED));
			assertThat(FailureTypes.of(with)).isEqualTo(FailureTypes.of(without)).contains("BindException");
		}
	}

	@Test
	void doesNotStartWhereMptcpIsRequiredAndMissing(CapturedOutput output) {
		assertThat(FailureTypes.of(catchThrowable(() -> start(WithoutMptcp.class, WebApplicationType.NONE,
				"spring.rsocket.server.port=0", ENABLED, "server.mptcp.on-unavailable=fail"))))
			.contains("MptcpUnavailableException");
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The server must listen with MPTCP and cannot: " + WithoutMptcp.REASON);
	}

	@Test
	void fallsBackWhereMptcpIsMissing(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(WithoutMptcp.class, WebApplicationType.NONE,
				"spring.rsocket.server.port=0", ENABLED)) {
			assertThat(exchange(context, TCP, false, true, port(context))).isEqualTo("TCP FALLBACK");
			assertThat(MptcpLog.lines(output)).hasSize(2)
				.last()
				.asString()
				.startsWith("WARN RSocket on port " + port(context) + ": MPTCP is not used: " + WithoutMptcp.REASON);
		}
	}

	@Test
	void saysNothingWhenSwitchedOff(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("server.mptcp.on-unavailable=fail",
				"client.mptcp.enabled=true")) {
			assertThat(port(context)).isPositive();
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

	/**
	 * What the application shares is not changed.
	 * @param enabled whether the starter is
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void onTheWebServerItIsTheWebServersAffair(boolean enabled, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(Web.class, WebApplicationType.REACTIVE, "server.port=0",
				"server.mptcp.enabled=" + enabled, "spring.rsocket.server.mapping-path=/rsocket",
				"spring.rsocket.server.transport=websocket")) {
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			assertThat(exchange(context, "websocket", false, true, port))
				.isEqualTo(enabled ? "MPTCP MPTCP" : "TCP FALLBACK");
			assertThat(MptcpLog.lines(output)).hasSize(enabled ? 1 : 0)
				.allMatch((line) -> line.contains("Netty listens on"));
		}
	}

	private static String exchange(ConfigurableApplicationContext context, String transport, boolean secure,
			boolean mptcp, int port) throws Exception {
		return exchange(context, transport, secure, mptcp, port, (client,
				server) -> KernelSockets.connection(server, client) + " " + KernelSockets.connection(client, server));
	}

	private static <T> T exchange(ConfigurableApplicationContext context, String transport, boolean secure,
			boolean mptcp, int port, BiFunction<InetSocketAddress, InetSocketAddress, T> question) throws Exception {
		CompletableFuture<T> answer = new CompletableFuture<>();
		RSocketRequester requester = context.getBean(RSocketRequester.Builder.class)
			.dataMimeType(MimeTypeUtils.APPLICATION_OCTET_STREAM)
			.transport(transport(transport, secure, mptcp, port, (connection) -> {
				InetSocketAddress client = (InetSocketAddress) connection.channel().localAddress();
				InetSocketAddress server = (InetSocketAddress) connection.channel().remoteAddress();
				// The client may know of the connection before the server does
				answer.completeAsync(() -> Awaitility.await()
					.ignoreException(NoSuchElementException.class)
					.until(() -> question.apply(client, server), Objects::nonNull));
			}));
		TransferController.exchange(requester);
		T answered = answer.get(10, TimeUnit.SECONDS);
		requester.dispose();
		return answered;
	}

	private static ClientTransport transport(String transport, boolean secure, boolean mptcp, int port,
			Consumer<Connection> connected) {
		LoopResources loops = mptcp ? MPTCP : TcpResources.get();
		GenericSslContextSpec<?> trust = Http11SslContextSpec.forClient()
			.configure((builder) -> builder.trustManager(InsecureTrustManagerFactory.INSTANCE));
		Consumer<SslContextSpec> trusting = (spec) -> spec.sslContext(trust);
		if (transport.equals(TCP)) {
			TcpClient client = TcpClient.newConnection()
				.host("127.0.0.1")
				.port(port)
				.runOn(loops)
				.doOnConnected(connected);
			return TcpClientTransport.create(secure ? client.secure(trusting) : client);
		}
		HttpClient client = HttpClient.newConnection()
			.host("127.0.0.1")
			.port(port)
			.runOn(loops)
			.doOnConnected(connected);
		return WebsocketClientTransport.create(secure ? client.secure(trusting) : client, "/rsocket");
	}

	private static ConfigurableApplicationContext context(String transport, boolean secure, boolean server) {
		return CONTEXTS.computeIfAbsent(transport + " " + secure + " " + server, (any) -> {
			List<String> properties = new ArrayList<>(
					List.of("server.mptcp.enabled=" + server, "spring.rsocket.server.transport=" + transport));
			if (secure) {
				properties.addAll(tls);
			}
			properties.add("spring.rsocket.server.port=0");
			return start(OwnLoops.class, WebApplicationType.NONE, properties.toArray(String[]::new));
		});
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return start(Application.class, WebApplicationType.NONE,
				Stream.concat(Stream.of("spring.rsocket.server.port=0"), Stream.of(properties)).toArray(String[]::new));
	}

	private static ConfigurableApplicationContext start(Class<?> configuration, WebApplicationType type,
			String... properties) {
		return new SpringApplicationBuilder(Application.class, configuration).web(type)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(Stream
				.concat(Stream.of("management.endpoints.jmx.exposure.include=mptcp", "spring.jmx.enabled=true",
						"spring.reactor.netty.shutdown-quiet-period=0s"), Stream.of(properties))
				.map((property) -> "--" + property)
				.toArray(String[]::new));
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.rsocket.server.port", Integer.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(TransferController.class)
	static class Application {

	}

	/**
	 * An application that ends disposes the event loops that all of this JVM share.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnLoops {

		@Bean
		ReactorResourceFactory reactorResourceFactory() {
			ReactorResourceFactory factory = new ReactorResourceFactory();
			factory.setUseGlobalResources(false);
			factory.setShutdownQuietPeriod(Duration.ZERO);
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Web {

		@Bean
		NettyReactiveWebServerFactory webServerFactory(ObjectProvider<NettyRouteProvider> routes) {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			factory.addRouteProviders(routes.orderedStream().toArray(NettyRouteProvider[]::new));
			return factory;
		}

		@Bean
		HttpHandler httpHandler() {
			return (request, response) -> response.setComplete();
		}

	}

}
