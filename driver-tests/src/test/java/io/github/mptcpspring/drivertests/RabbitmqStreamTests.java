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
import java.time.Duration;
import java.util.List;

import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.EnvironmentBuilder;
import com.rabbitmq.stream.StreamException;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.rabbitmq.RabbitmqMptcpAutoConfiguration;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.amqp.autoconfigure.EnvironmentBuilderCustomizer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that clients of RabbitMQ streams connect with MPTCP if they are built as Spring
 * Boot builds them. Its configuration asks for {@code spring-rabbit-stream}, which is not
 * here, and a broker takes too long to start: the peer reads the first bytes and closes.
 */
@Tag("server")
@Tag("client:rabbitmq-streams")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class RabbitmqStreamTests {

	private static final String FAIL = "client.mptcp.on-unavailable=fail";

	private MptcpServerSocket peer;

	@BeforeEach
	void listen() throws Exception {
		this.peer = MptcpServerSocket.unbound(true, null);
		this.peer.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
		Thread.ofPlatform().daemon().start(this::accept);
	}

	private void accept() {
		try {
			while (true) {
				try (Socket socket = this.peer.accept()) {
					socket.getInputStream().readNBytes(Integer.BYTES);
				}
			}
		}
		catch (IOException ex) {
			// It was closed
		}
	}

	@AfterEach
	void close() throws IOException {
		this.peer.close();
	}

	@Test
	void connectsWithMptcp(CapturedOutput output) {
		runner(LikeBoot.class).withPropertyValues(FAIL).run((context) -> {
			connect(context.getBean(Environment.class));
			assertThat(this.peer.protocols()).isNotEmpty().containsOnly(KernelProtocol.MPTCP);
		});
		assertThat(output).contains("RabbitMQ stream client connects with MPTCP");
		assertThat(log(output)).noneMatch((line) -> line.contains("WARN"));
		assertThat(Thread.getAllStackTraces().keySet())
			.noneMatch((thread) -> thread.getName().startsWith("multiThreadIoEventLoopGroup"));
	}

	@Test
	void speaksTcpAndSaysNothingWhenSwitchedOff(CapturedOutput output) {
		runner(LikeBoot.class)
			.withPropertyValues("client.mptcp.rabbitmq.enabled=false", "client.mptcp.enabled=true", FAIL)
			.run((context) -> {
				connect(context.getBean(Environment.class));
				assertThat(this.peer.protocols()).isNotEmpty().containsOnly(KernelProtocol.TCP);
			});
		assertThat(log(output)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnEnvironment.class, OwnEventLoops.class })
	void othersAreReported(Class<?> configuration, CapturedOutput output) {
		runner(configuration).run((context) -> {
			connect(context.getBean(Environment.class));
			assertThat(this.peer.protocols()).isNotEmpty().containsOnly(KernelProtocol.TCP);
		});
		assertThat(log(output)).singleElement()
			.asString()
			.contains("WARN",
					"RabbitMQ stream client: MPTCP is not used: the environment of bean rabbitStreamEnvironment has");
		runner(configuration).withPropertyValues(FAIL)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MptcpUnavailableException.class));
	}

	private ApplicationContextRunner runner(Class<?> configuration) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(MptcpAutoConfiguration.class, RabbitmqMptcpAutoConfiguration.class))
			.withUserConfiguration(configuration)
			.withPropertyValues("client.mptcp.rabbitmq.enabled=true", "test.port=" + this.peer.getLocalPort());
	}

	private static void connect(Environment environment) {
		assertThatExceptionOfType(StreamException.class).isThrownBy(() -> environment.streamExists("none"));
	}

	private static List<String> log(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("ClientLogger")).toList();
	}

	private static EnvironmentBuilder builder(int port) {
		return Environment.builder()
			.lazyInitialization(true)
			.host("127.0.0.1")
			.port(port)
			.rpcTimeout(Duration.ofSeconds(1));
	}

	@Configuration(proxyBeanMethods = false)
	static class LikeBoot {

		@Bean
		Environment rabbitStreamEnvironment(@Value("${test.port}") int port,
				ObjectProvider<EnvironmentBuilderCustomizer> customizers) {
			EnvironmentBuilder builder = builder(port);
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEnvironment {

		@Bean
		Environment rabbitStreamEnvironment(@Value("${test.port}") int port) {
			return builder(port).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEventLoops extends LikeBoot {

		@Bean
		MultiThreadIoEventLoopGroup ownLoops() {
			return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		}

		@Bean
		EnvironmentBuilderCustomizer own(MultiThreadIoEventLoopGroup ownLoops) {
			return (builder) -> builder.netty().eventLoopGroup(ownLoops);
		}

	}

}
