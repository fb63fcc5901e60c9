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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.mptcpspring.lettuce.MptcpClientResources;
import io.github.mptcpspring.testsupport.FailureTypes;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that the Redis clients that Spring Boot builds with Lettuce speak MPTCP, and
 * otherwise behave as they do without the starter.
 */
@Tag("server")
@Tag("client:redis-jedis")
@Tag("client:redis-lettuce")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class LettuceTests {

	private static final String ENABLED = "client.mptcp.redis.enabled=true";

	private static final String REQUIRED = "client.mptcp.on-unavailable=fail";

	private static final int LENGTH = 6_000_000;

	private static ServerCertificate certificate;

	private static Path directory;

	private static RedisServer mptcpServer;

	private static RedisServer tcpServer;

	@BeforeAll
	static void start(@TempDir Path temporary) throws Exception {
		directory = temporary;
		certificate = ServerCertificate.create(temporary);
		mptcpServer = RedisServer.start(true, certificate, temporary);
		tcpServer = RedisServer.start(false, certificate, temporary);
	}

	@AfterAll
	static void stop() throws Exception {
		mptcpServer.close();
		tcpServer.close();
	}

	private static ConfigurableApplicationContext application(RedisServer server, boolean tls, Class<?> configuration,
			String... more) throws Exception {
		List<String> properties = new ArrayList<>(server.properties(tls ? certificate.trustOf("server") : List.of()));
		properties.addAll(List.of(more));
		return DriverApplication.start("data.redis", configuration, properties);
	}

	private static ConfigurableApplicationContext application(RedisServer server, boolean tls, String... more)
			throws Exception {
		return application(server, tls, DriverApplication.class, more);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void connectsWithMptcp(boolean tls, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext application = application(mptcpServer, tls, ENABLED, REQUIRED)) {
			StringRedisTemplate redis = application.getBean(StringRedisTemplate.class);
			redis.opsForValue().set("key", "value");
			assertThat(redis.opsForValue().get("key")).isEqualTo("value");
			assertThat(KernelSockets.connectionsTo(mptcpServer.port(tls))).containsExactly(KernelProtocol.MPTCP);
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("ClientLogger"))).singleElement()
			.asString()
			.endsWith("Redis client connects with MPTCP");
		assertThat(output).contains("Clients prepared for MPTCP: Redis client");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void fallsBackWhereTheServerDoesNotKnowMptcp(boolean tls) throws Exception {
		try (ConfigurableApplicationContext application = application(tcpServer, tls, ENABLED, REQUIRED)) {
			application.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
			assertThat(KernelSockets.connectionsTo(tcpServer.port(tls))).containsExactly(KernelProtocol.FALLBACK);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void megabytesArriveAsTheyWere(boolean tls) throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		while (bytes.size() < LENGTH) {
			bytes.writeBytes(ReferenceBytes.chunk(bytes.size(), LENGTH));
		}
		try (ConfigurableApplicationContext application = application(mptcpServer, tls, ENABLED, REQUIRED);
				RedisConnection connection = application.getBean(LettuceConnectionFactory.class).getConnection()) {
			byte[] key = { 1 };
			connection.stringCommands().set(key, bytes.toByteArray());
			Thread.sleep(100);
			ReferenceBytes.check(0, ByteBuffer.wrap(connection.stringCommands().get(key)));
			connection.keyCommands().del(key);
		}
	}

	@Test
	void everyConnectionOfAPoolIsOne() throws Exception {
		try (ConfigurableApplicationContext application = application(mptcpServer, false, ENABLED, REQUIRED,
				"spring.data.redis.lettuce.pool.enabled=true", "spring.data.redis.lettuce.pool.max-active=4")) {
			LettuceConnectionFactory factory = application.getBean(LettuceConnectionFactory.class);
			factory.setShareNativeConnection(false);
			List<RedisConnection> connections = IntStream.range(0, 4).mapToObj((_) -> factory.getConnection()).toList();
			connections.forEach(RedisConnection::ping);
			assertThat(KernelSockets.connectionsTo(mptcpServer.port(false))).hasSize(4)
				.containsOnly(KernelProtocol.MPTCP);
			connections.forEach(RedisConnection::close);
		}
	}

	@Test
	void messagesComeAfterAPause() throws Exception {
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		try (ConfigurableApplicationContext application = application(mptcpServer, false, ENABLED, REQUIRED)) {
			RedisMessageListenerContainer container = new RedisMessageListenerContainer();
			container.setConnectionFactory(application.getBean(LettuceConnectionFactory.class));
			container.addMessageListener((message, _) -> received.add(message.toString()), ChannelTopic.of("topic"));
			container.afterPropertiesSet();
			container.start();
			Thread.sleep(300);
			application.getBean(StringRedisTemplate.class).convertAndSend("topic", "message");
			assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("message");
			assertThat(KernelSockets.connectionsTo(mptcpServer.port(false))).hasSize(2)
				.containsOnly(KernelProtocol.MPTCP);
			container.destroy();
		}
	}

	@Test
	void channelsOfNioAreReached() throws Exception {
		List<String> properties = new ArrayList<>(mptcpServer.properties(List.of()));
		properties.addAll(List.of(ENABLED, REQUIRED));
		ForkedJvm jvm = ForkedJvm.run(List.of(LettuceOnNio.NO_EPOLL, "--enable-native-access=ALL-UNNAMED"),
				LettuceOnNio.class, properties.toArray(String[]::new));
		assertThat(jvm.output()).contains("NIO true speaks [MPTCP]");
	}

	@ParameterizedTest
	@CsvSource({ "exclude=127.0.0.0/8, TCP", "include=127.0.0.1, MPTCP", "include=.example.com, TCP" })
	void theDestinationDecides(String list, KernelProtocol protocol) throws Exception {
		try (ConfigurableApplicationContext application = application(mptcpServer, true, ENABLED,
				"client.mptcp." + list)) {
			application.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
			assertThat(KernelSockets.connectionsTo(mptcpServer.port(true))).containsExactly(protocol);
		}
	}

	@Test
	void reactiveConnectionsAreReached() throws Exception {
		try (ConfigurableApplicationContext application = application(mptcpServer, true, ENABLED, REQUIRED)) {
			assertThat(application.getBean(ReactiveRedisConnectionFactory.class)
				.getReactiveConnection()
				.ping()
				.block(Duration.ofSeconds(10))).isEqualTo("PONG");
			assertThat(KernelSockets.connectionsTo(mptcpServer.port(true))).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "client.mptcp.redis.enabled=false", "client.mptcp.enabled=true" })
	void speaksTcpAndSaysNothingWhenSwitchedOff(String property, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext application = application(mptcpServer, false, property, REQUIRED)) {
			application.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
			assertThat(KernelSockets.connectionsTo(mptcpServer.port(false))).containsExactly(KernelProtocol.TCP);
			assertThat(application.getBeanNamesForType(ClientResources.class)).hasSize(1);
		}
		assertThat(output).doesNotContain("Redis client");
	}

	@Test
	void failuresAreThoseWithoutTheStarter() throws Exception {
		List<List<String>> failures = new ArrayList<>();
		for (boolean enabled : List.of(false, true)) {
			failures.add(List.of(failureOfTheFirstCommand(enabled), failureWhenTheServerIsGone(enabled)));
		}
		assertThat(failures.getLast()).isEqualTo(failures.getFirst());
		assertThat(failures.getLast().getFirst()).contains("RedisConnectionFailureException");
	}

	private static String failureOfTheFirstCommand(boolean enabled) throws Exception {
		RedisServer nobody = new RedisServer(ServerProgram.freePort(), 0, null);
		try (ConfigurableApplicationContext application = application(nobody, false,
				"client.mptcp.redis.enabled=" + enabled)) {
			return failure(application);
		}
	}

	private static String failureWhenTheServerIsGone(boolean enabled) throws Exception {
		RedisServer server = RedisServer.start(true, certificate, directory);
		try (server;
				ConfigurableApplicationContext application = application(server, false,
						"client.mptcp.redis.enabled=" + enabled, "spring.data.redis.timeout=500ms")) {
			application.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
			server.close();
			return failure(application);
		}
	}

	private static String failure(ConfigurableApplicationContext application) {
		return FailureTypes
			.of(catchThrowable(() -> application.getBean(StringRedisTemplate.class).opsForValue().get("key")));
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
				Arguments.of(UserTimeout.class, KernelProtocol.TCP));
	}

	private static SocketOptions options(Class<?> configuration, boolean enabled, KernelProtocol protocol)
			throws Exception {
		try (ConfigurableApplicationContext application = application(mptcpServer, false, configuration,
				"client.mptcp.redis.enabled=" + enabled)) {
			application.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
			assertThat(KernelSockets.connectionsTo(mptcpServer.port(false))).containsExactly(protocol);
			return KernelSockets.optionsOfConnectionTo(mptcpServer.port(false));
		}
	}

	@Test
	void resourcesOfTheApplicationAreUsedAndShutDownAsEver() throws Exception {
		DefaultClientResources own;
		try (ConfigurableApplicationContext application = application(mptcpServer, false, OwnResources.class, ENABLED,
				REQUIRED)) {
			own = application.getBean(DefaultClientResources.class);
			application.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
			assertThat(KernelSockets.connectionsTo(mptcpServer.port(false))).containsExactly(KernelProtocol.MPTCP);
			ClientResources used = application.getBean(LettuceConnectionFactory.class).getClientResources();
			assertThat(used).isInstanceOf(MptcpClientResources.class);
			assertThat(used.ioThreadPoolSize()).isEqualTo(own.ioThreadPoolSize()).isEqualTo(5);
			assertThat(Thread.getAllStackTraces().keySet()).anyMatch((thread) -> thread.getName().startsWith("own-"));
		}
		assertThat(own.eventExecutorGroup().isShuttingDown()).isTrue();
		assertThat(Thread.getAllStackTraces().keySet()).noneMatch((thread) -> thread.getName().startsWith("own-"));
	}

	@Test
	void aConnectionFactoryOfTheApplicationIsReported(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext application = application(mptcpServer, false, OwnFactory.class, ENABLED)) {
			assertThat(application.getBean(StringRedisTemplate.class).getConnectionFactory())
				.isSameAs(application.getBean("ownFactory"));
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("ClientLogger"))).singleElement()
			.asString()
			.contains("WARN", "Redis client: MPTCP is not used: the bean ownFactory has client resources");
	}

	@Test
	void jedisIsReported(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext application = application(mptcpServer, false, ENABLED,
				"spring.data.redis.client-type=jedis")) {
			application.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
			assertThat(KernelSockets.connectionsTo(mptcpServer.port(false))).containsExactly(KernelProtocol.TCP);
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("ClientLogger"))).singleElement()
			.asString()
			.contains("WARN", "Redis client: MPTCP is not used", "JedisConnectionFactory",
					"spring.data.redis.client-type=lettuce");
	}

	@Test
	void jedisStopsAnApplicationThatRequiresMptcp() {
		assertThat(catchThrowable(
				() -> application(mptcpServer, false, ENABLED, REQUIRED, "spring.data.redis.client-type=jedis")))
			.hasStackTraceContaining("MptcpUnavailableException");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResources {

		@Bean(destroyMethod = "shutdown")
		DefaultClientResources ownResources() {
			return (DefaultClientResources) ClientResources.builder()
				.ioThreadPoolSize(5)
				.threadFactoryProvider((name) -> (task) -> Thread.ofPlatform().name("own-" + name).unstarted(task))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Options {

		@Bean
		LettuceClientOptionsBuilderCustomizer options() {
			return (builder) -> builder.socketOptions(io.lettuce.core.SocketOptions.builder()
				.tcpNoDelay(false)
				.keepAlive(KeepAliveOptions.builder()
					.enable()
					.idle(Duration.ofSeconds(77))
					.interval(Duration.ofSeconds(11))
					.count(3)
					.build())
				.build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserTimeout {

		@Bean
		LettuceClientOptionsBuilderCustomizer userTimeout() {
			return (builder) -> builder.socketOptions(io.lettuce.core.SocketOptions.builder()
				.tcpUserTimeout(TcpUserTimeoutOptions.builder().enable().tcpUserTimeout(Duration.ofSeconds(7)).build())
				.build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		LettuceConnectionFactory ownFactory() {
			return new LettuceConnectionFactory("127.0.0.1", 1);
		}

	}

}
