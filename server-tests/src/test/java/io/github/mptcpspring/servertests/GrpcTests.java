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
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mptcpspring.actuate.MptcpDescriptor.ListenerDescriptor;
import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.testsupport.FailureTypes;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.SocketOptions;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
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

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.ChannelBuilderOptions;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that the gRPC servers and channels that Spring Boot builds on Netty speak MPTCP,
 * and otherwise behave as they do without the starter.
 */
@Tag("server")
@Tag("client:grpc")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class GrpcTests {

	private static final Map<String, ConfigurableApplicationContext> CONTEXTS = new ConcurrentHashMap<>();

	/** The TCP_USER_TIMEOUT of a channel on epoll with a keepalive, 20 seconds. */
	private static final String USER_TIMEOUT = "TCP 18=204e0000";

	private static final String SERVER_ENABLED = "server.mptcp.enabled=true";

	private static final String CLIENT_ENABLED = "client.mptcp.grpc.enabled=true";

	private static List<String> tls;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		tls = new ArrayList<>(certificate.trustOf("peer"));
		tls.addAll(certificate.keysOf("own"));
		tls.add("spring.grpc.server.ssl.bundle=own");
		tls.add("spring.grpc.client.channel.default.ssl.bundle=peer");
	}

	@AfterAll
	static void close() {
		CONTEXTS.values().forEach(ConfigurableApplicationContext::close);
		CONTEXTS.clear();
	}

	/**
	 * The server's word, and that of the client.
	 * @param secure whether they speak TLS
	 * @param server whether the server listens with MPTCP
	 * @param client whether the client connects with MPTCP
	 * @param expected what the kernel says of both ends
	 */
	@ParameterizedTest
	@CsvSource({ "false, true, true, MPTCP MPTCP", "true, true, true, MPTCP MPTCP", "false, true, false, TCP TCP",
			"true, true, false, TCP TCP", "false, false, true, TCP FALLBACK", "false, false, false, TCP TCP" })
	void speaks(boolean secure, boolean server, boolean client, String expected) throws Exception {
		ManagedChannel channel = channel(context(secure, false, client), context(secure, server, false));
		assertThat(TransferService.protocol(channel)).isEqualTo(expected);
		TransferService.download(channel);
		assertThat(TransferService.upload(channel)).isEqualTo("8000000");
		channel.shutdownNow();
	}

	@Test
	void isShownInLogAndEndpoint(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(SERVER_ENABLED, CLIENT_ENABLED,
				"client.mptcp.on-unavailable=fail", "server.mptcp.on-unavailable=fail")) {
			int port = port(context);
			ManagedChannel channel = channel(context, context);
			assertThat(TransferService.protocol(channel)).isEqualTo("MPTCP MPTCP");
			assertThat(context.getBean(MptcpEndpoint.class).mptcp().listeners())
				.contains(new ListenerDescriptor("grpc", port, "mptcp", 0));
			assertThat(MptcpLog.lines(output)).containsExactly("INFO gRPC listens on port " + port + " with MPTCP",
					"INFO gRPC client connects with MPTCP");
			assertThat(output).contains("Clients prepared for MPTCP: gRPC client");
		}
	}

	@Test
	void aKeepaliveThatMptcpDoesNotTakeChangesNothing() {
		try (ConfigurableApplicationContext context = start(SERVER_ENABLED, CLIENT_ENABLED,
				"spring.grpc.client.channel.default.keepalive.time=1m")) {
			assertThat(TransferService.protocol(channel(context, context))).isEqualTo("MPTCP MPTCP");
		}
	}

	/**
	 * Each of the server, its connection and the client's.
	 */
	@Test
	void optionsAreThoseWithoutTheStarter() {
		ConfigurableApplicationContext off = context(false, false, false);
		List<SocketOptions> untouched = options(off, off);
		List<SocketOptions> mptcp = options(context(false, false, true), context(false, true, false));
		List<SocketOptions> tcp = options(off, off);
		for (int i = 0; i < tcp.size(); i++) {
			SocketOptions.verifyAlikeOnceConnected(tcp.get(i), mptcp.get(i), untouched.get(i));
		}
		// The keepalive of Boot's channels, which MPTCP does not take
		assertThat(tcp.getLast().toString()).contains(USER_TIMEOUT);
	}

	private static List<SocketOptions> options(ConfigurableApplicationContext client,
			ConfigurableApplicationContext server) {
		ManagedChannel channel = channel(client, server);
		List<SocketOptions> options = new ArrayList<>(List.of(KernelSockets.optionsOfListener(port(server))));
		options.addAll(TransferService.options(channel));
		channel.shutdownNow();
		return options;
	}

	@Test
	void destinationsCanBeLeftOut() {
		try (ConfigurableApplicationContext context = start(CLIENT_ENABLED, "client.mptcp.exclude=127.0.0.0/8")) {
			ManagedChannel channel = channel(context, context(false, true, false));
			assertThat(TransferService.protocol(channel)).isEqualTo("TCP TCP");
			assertThat(TransferService.options(channel).getLast().toString()).contains(USER_TIMEOUT);
		}
	}

	@Test
	void fastOpenHasTheRulesOfOtherServers(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(SERVER_ENABLED, "tfo.queue-length=16", "tfo.connect=true",
				CLIENT_ENABLED)) {
			assertThat(TransferService.protocol(channel(context, context))).isEqualTo("MPTCP MPTCP");
			assertThat(output)
				.contains("gRPC on port " + port(context) + ": Fast Open is not used: beside MPTCP Linux can let");
		}
		try (ConfigurableApplicationContext context = start(SERVER_ENABLED, "tfo.queue-length=16",
				"tfo.with-mptcp=true")) {
			assertThat(TransferService.protocol(channel(context(false, false, true), context)))
				.isEqualTo("MPTCP MPTCP");
		}
	}

	@Test
	void fastOpenIsUsedWhereTheServerStaysWithTcp() {
		try (ConfigurableApplicationContext context = start("tfo.queue-length=16")) {
			assertThat(KernelSockets.listener(port(context))).isEqualTo(KernelProtocol.TCP);
			assertThat(KernelSockets.fastOpenQueueLength(port(context))).isEqualTo(16);
			assertThat(TransferService.protocol(channel(context(false, false, false), context))).isEqualTo("TCP TCP");
		}
	}

	/**
	 * The server ends connections, and the next call has a new one.
	 * @param property what makes it end them
	 * @param enabled whether the starter is
	 */
	@ParameterizedTest
	@CsvSource({ "max-idle-time, false", "max-idle-time, true", "max-age, false", "max-age, true" })
	void connectionsEndWhenTheyAreToldTo(String property, boolean enabled) {
		try (ConfigurableApplicationContext context = start("server.mptcp.enabled=" + enabled,
				"client.mptcp.grpc.enabled=" + enabled,
				"spring.grpc.server.keepalive.connection." + property + "=1s")) {
			// Other policies connect again at once
			ManagedChannel channel = context.getBean(GrpcChannelFactory.class)
				.createChannel("127.0.0.1:" + port(context),
						customized((builder) -> builder.defaultLoadBalancingPolicy("pick_first")));
			String expected = enabled ? "MPTCP MPTCP" : "TCP TCP";
			assertThat(TransferService.protocol(channel)).isEqualTo(expected);
			Awaitility.await().until(() -> KernelSockets.connectionsTo(port(context)).isEmpty());
			assertThat(TransferService.protocol(channel)).isEqualTo(expected);
		}
	}

	@Test
	void startsAgainAfterAStop() {
		try (ConfigurableApplicationContext context = start(SERVER_ENABLED)) {
			context.stop();
			assertThat(context.getBean(MptcpEndpoint.class).mptcp().listeners())
				.noneMatch((listener) -> "grpc".equals(listener.server()));
			context.start();
			assertThat(TransferService.protocol(channel(context(false, false, true), context)))
				.isEqualTo("MPTCP MPTCP");
		}
	}

	@Test
	void listensOnItsAddressOnly() throws Exception {
		try (ConfigurableApplicationContext context = start(SERVER_ENABLED, "spring.grpc.server.address=127.0.0.2")) {
			ManagedChannel channel = context(false, false, true).getBean(GrpcChannelFactory.class)
				.createChannel("127.0.0.2:" + port(context));
			assertThat(TransferService.protocol(channel)).isEqualTo("MPTCP MPTCP");
			channel.shutdownNow();
			// Nobody else has it
			new ServerSocket(port(context), 1, InetAddress.getByName("127.0.0.1")).close();
		}
	}

	@Test
	void aPortInUseIsTheFailureThatItWouldBe() throws Exception {
		try (ServerSocket other = new ServerSocket(0)) {
			String port = "spring.grpc.server.port=" + other.getLocalPort();
			Throwable without = catchThrowable(() -> start(port));
			Throwable with = catchThrowable(() -> start(port, SERVER_ENABLED));
			assertThat(FailureTypes.of(with)).isEqualTo(FailureTypes.of(without)).contains("BindException");
		}
	}

	@Test
	void failuresOfAChannelAreThoseWithoutTheStarter() throws Exception {
		int closed;
		try (ServerSocket socket = new ServerSocket(0)) {
			closed = socket.getLocalPort();
		}
		List<String> failures = Stream.of(false, true).map((client) -> {
			ManagedChannel channel = context(false, false, client).getBean(GrpcChannelFactory.class)
				.createChannel("127.0.0.1:" + closed);
			Throwable failure = catchThrowable(() -> TransferService.protocol(channel));
			channel.shutdownNow();
			assertThat(failure).isInstanceOf(StatusRuntimeException.class);
			return FailureTypes.of(failure) + ((StatusRuntimeException) failure).getStatus().getCode();
		}).toList();
		assertThat(failures.getLast()).isEqualTo(failures.getFirst()).contains("ConnectException");
	}

	/**
	 * Without the starter gRPC itself gives them their names.
	 * @param enabled whether the starter's event loops are used
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void threadsHaveTheirNamesAndAreGoneWithTheContext(boolean enabled) {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		Set<Thread> started;
		try (ConfigurableApplicationContext context = start("server.mptcp.enabled=" + enabled,
				"client.mptcp.grpc.enabled=" + enabled)) {
			TransferService.protocol(channel(context, context));
			started = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> !before.contains(thread) && thread.getName().contains("-ELG-"))
				.collect(Collectors.toSet());
		}
		if (enabled) {
			assertThat(started).extracting((thread) -> thread.getName().replaceFirst("-ELG-.*", ""))
				.contains("grpc-default-boss", "grpc-default-worker")
				.hasSizeLessThanOrEqualTo(1 + Runtime.getRuntime().availableProcessors());
			Awaitility.await().until(() -> started.stream().noneMatch(Thread::isAlive));
		}
		assertThat(started).allMatch((thread) -> thread.getName().matches("grpc-default-(boss|worker)-ELG-\\d+-\\d+"))
			.allMatch(Thread::isDaemon);
	}

	@Test
	void doesNotStartWhereMptcpIsRequiredAndMissing(CapturedOutput output) {
		assertThat(FailureTypes
			.of(catchThrowable(() -> start(WithoutMptcp.class, SERVER_ENABLED, "server.mptcp.on-unavailable=fail"))))
			.contains("MptcpUnavailableException");
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The server must listen with MPTCP and cannot: " + WithoutMptcp.REASON);
	}

	@Test
	void fallsBackWhereMptcpIsMissing(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(WithoutMptcp.class, SERVER_ENABLED, CLIENT_ENABLED)) {
			assertThat(TransferService.protocol(channel(context, context))).isEqualTo("TCP TCP");
			assertThat(MptcpLog.lines(output)).hasSize(3)
				.contains("INFO gRPC listens on port " + port(context) + " with TCP")
				.anyMatch((line) -> line
					.startsWith("WARN gRPC on port " + port(context) + ": MPTCP is not used: " + WithoutMptcp.REASON))
				.last()
				.asString()
				.startsWith("WARN gRPC client: MPTCP is not used: " + WithoutMptcp.REASON);
		}
	}

	@Test
	void aCallFailsWhereMptcpIsRequiredAndMissing() {
		try (ConfigurableApplicationContext context = start(WithoutMptcp.class, CLIENT_ENABLED,
				"client.mptcp.on-unavailable=fail")) {
			Throwable failure = catchThrowable(() -> TransferService.protocol(channel(context, context)));
			assertThat(FailureTypes.of(failure)).startsWith(StatusRuntimeException.class.getName())
				.contains("MptcpUnavailableException");
		}
	}

	@Test
	void saysNothingWhenSwitchedOff(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("server.mptcp.on-unavailable=fail",
				"client.mptcp.on-unavailable=fail", "client.mptcp.enabled=true")) {
			assertThat(TransferService.protocol(channel(context, context))).isEqualTo("TCP TCP");
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

	@Test
	void aUnixDomainSocketIsLeftAloneAndReported(@TempDir Path directory, CapturedOutput output) {
		// The port is set too, and the transport decides
		String[] unix = { "spring.grpc.server.netty.transport=domain-socket",
				"spring.grpc.server.netty.domain-socket-path=" + directory.resolve("grpc"), SERVER_ENABLED };
		try (ConfigurableApplicationContext context = start(unix)) {
			assertThat(context.isRunning()).isTrue();
			assertThat(directory.resolve("grpc")).exists();
			assertThat(MptcpLog.lines(output)).hasSize(2)
				.first()
				.asString()
				.endsWith("grpc with Unix domain sockets")
				.startsWith("INFO gRPC listens on ");
		}
		assertThat(FailureTypes.of(catchThrowable(() -> start(
				Stream.concat(Stream.of(unix), Stream.of("server.mptcp.on-unavailable=fail")).toArray(String[]::new)))))
			.contains("MptcpUnavailableException");
	}

	@Test
	void aChannelToAUnixDomainSocketIsLeftAlone(@TempDir Path directory, CapturedOutput output) throws Exception {
		Path socket = directory.resolve("grpc");
		try (ConfigurableApplicationContext server = start("spring.grpc.server.netty.transport=domain-socket",
				"spring.grpc.server.netty.domain-socket-path=" + socket);
				ConfigurableApplicationContext client = start(CLIENT_ENABLED, "client.mptcp.on-unavailable=fail")) {
			assertThat(server.isRunning()).isTrue();
			ManagedChannel channel = client.getBean(GrpcChannelFactory.class)
				.createChannel("unix:" + socket, customized(ManagedChannelBuilder::usePlaintext));
			assertThat(TransferService.upload(channel)).isEqualTo("8000000");
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

	private static ConfigurableApplicationContext context(boolean secure, boolean server, boolean client) {
		return CONTEXTS.computeIfAbsent(secure + " " + server + " " + client, (any) -> {
			List<String> properties = new ArrayList<>(
					List.of("server.mptcp.enabled=" + server, "client.mptcp.grpc.enabled=" + client));
			if (secure) {
				properties.addAll(tls);
			}
			return start(properties.toArray(String[]::new));
		});
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return start(Application.class, properties);
	}

	private static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
		return new SpringApplicationBuilder(Application.class, configuration).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(Stream.concat(
					Stream.of("spring.grpc.server.port=0", "management.endpoints.jmx.exposure.include=mptcp",
							"spring.jmx.enabled=true", "spring.grpc.server.shutdown.grace-period=0s"),
					Stream.of(properties))
				.map((property) -> "--" + property)
				.toArray(String[]::new));
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getBean(GrpcServerLifecycle.class).getPort();
	}

	private static ChannelBuilderOptions customized(Consumer<ManagedChannelBuilder<?>> customizer) {
		return ChannelBuilderOptions.defaults().withCustomizer((target, builder) -> customizer.accept(builder));
	}

	private static ManagedChannel channel(ConfigurableApplicationContext client,
			ConfigurableApplicationContext server) {
		return client.getBean(GrpcChannelFactory.class).createChannel("127.0.0.1:" + port(server));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		BindableService transferService() {
			return new TransferService();
		}

	}

}
