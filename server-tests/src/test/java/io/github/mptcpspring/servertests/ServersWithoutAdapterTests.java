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

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import io.github.mptcpspring.actuate.MptcpDescriptor.ListenerDescriptor;
import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.actuate.MptcpHealthIndicator;
import io.github.mptcpspring.internal.connection.ListeningSocket;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.grpc.ServerServiceDefinition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.rsocket.netty.NettyRSocketServerFactory;
import org.springframework.boot.rsocket.server.RSocketServerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.NettyGrpcServerFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for servers beside the web server that no adapter prepares, because the
 * application makes them itself.
 */
@Tag("server")
@ExtendWith(OutputCaptureExtension.class)
class ServersWithoutAdapterTests {

	@ParameterizedTest
	@EnumSource
	void staysOnTcpAndSaysSo(Server server, CapturedOutput output) {
		try (ConfigurableApplicationContext context = server.start("server.mptcp.enabled=true")) {
			int port = server.port(context);
			assertThat(MptcpLog.lines(output)).hasSize(2)
				.contains("INFO %s listens on port %d with TCP".formatted(server.named, port))
				.last()
				.asString()
				.startsWith("WARN %s on port %d: MPTCP is not used: the starter has no way in to the sockets of %s. %s"
					.formatted(server.named, port, server.named, Server.REMEDY));
			assertThat(context.getBean(MptcpEndpoint.class).mptcp().listeners())
				.contains(new ListenerDescriptor(server.named.toLowerCase(Locale.ROOT), port, "tcp", 0));
			Health health = context.getBean(MptcpHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("listenersWithoutMptcp",
					List.of("%s on port %d".formatted(server.named, port)));
		}
	}

	@ParameterizedTest
	@EnumSource
	void doesNotStartWhenMptcpIsRequired(Server server, CapturedOutput output) {
		Set<ListeningSocket> before = listeners();
		assertThatException()
			.isThrownBy(() -> server.start("server.mptcp.enabled=true", "server.mptcp.on-unavailable=fail"));
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The server must listen with MPTCP and cannot: the starter has no way in to the sockets of "
						+ server.named + ".",
				Server.REMEDY);
		// Event loops close a moment later
		Awaitility.await().untilAsserted(() -> assertThat(before).containsAll(listeners()));
	}

	@ParameterizedTest
	@EnumSource
	void isNobodysBusinessWhenSwitchedOff(Server server, CapturedOutput output) {
		try (ConfigurableApplicationContext context = server.start("server.mptcp.on-unavailable=fail",
				"client.mptcp.enabled=true")) {
			assertThat(server.port(context)).isPositive();
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

	private static Set<ListeningSocket> listeners() {
		return new ProcessConnections(new Kernel()).table()
			.map((table) -> table.snapshotNow().listeners())
			.orElse(Set.of());
	}

	enum Server {

		OWN_RSOCKET("rsocket", OwnRSocketApplication.class, "spring.rsocket.server.port=0"),

		OWN_GRPC("ownGrpcServer", OwnGrpcApplication.class) {

			@Override
			int port(ConfigurableApplicationContext context) {
				return context.getBean(GrpcServerLifecycle.class).getPort();
			}

		};

		private static final String REMEDY = "Serve it through the web server";

		private final String named;

		private final Class<?> application;

		private final String[] properties;

		Server(String named, Class<?> application, String... properties) {
			this.named = named;
			this.application = application;
			this.properties = properties;
		}

		ConfigurableApplicationContext start(String... more) {
			String[] arguments = Stream
				.of(Stream.of("server.port=0", "management.endpoints.web.exposure.include=mptcp",
						"management.endpoints.jmx.exposure.include=mptcp", "spring.jmx.enabled=true",
						"spring.reactor.netty.shutdown-quiet-period=0s"), Stream.of(this.properties), Stream.of(more))
				.flatMap((properties) -> properties)
				.map((property) -> "--" + property)
				.toArray(String[]::new);
			return new SpringApplicationBuilder(this.application).web(WebApplicationType.NONE)
				.bannerMode(Banner.Mode.OFF)
				.registerShutdownHook(false)
				.run(arguments);
		}

		int port(ConfigurableApplicationContext context) {
			return context.getEnvironment().getRequiredProperty("local.rsocket.server.port", Integer.class);
		}

	}

	/** A factory that does not tell which event loops it has. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnRSocketApplication {

		@Bean
		RSocketServerFactory ownFactory() {
			NettyRSocketServerFactory factory = new NettyRSocketServerFactory();
			factory.setPort(0);
			return factory;
		}

	}

	/** A factory without Boot's customizers. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnGrpcApplication {

		@Bean
		GrpcServerLifecycle ownGrpcServer(ApplicationEventPublisher events) {
			NettyGrpcServerFactory factory = new NettyGrpcServerFactory("127.0.0.1:0", List.of(), null, null, null);
			factory.addService(ServerServiceDefinition.builder("test").build());
			return new GrpcServerLifecycle(factory, Duration.ZERO, events);
		}

	}

}
