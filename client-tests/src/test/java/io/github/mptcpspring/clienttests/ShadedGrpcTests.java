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

package io.github.mptcpspring.clienttests;

import java.util.List;
import java.util.stream.Stream;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that gRPC on {@code grpc-netty-shaded}, which no adapter reaches, is reported.
 */
@Tag("server")
@Tag("client:grpc-shaded")
@ExtendWith(OutputCaptureExtension.class)
class ShadedGrpcTests {

	@Test
	void staysOnTcpAndSaysSo(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("server.mptcp.enabled=true",
				"client.mptcp.grpc.enabled=true")) {
			String port = "shadedNettyGrpcServerLifecycle on port "
					+ context.getBean(GrpcServerLifecycle.class).getPort();
			assertThat(warnings(output)).hasSize(2)
				.anyMatch((line) -> line.startsWith("gRPC client: MPTCP is not used: the sockets of"
						+ " io.grpc:grpc-netty-shaded cannot be reached. Use io.grpc:grpc-netty"))
				.anyMatch((line) -> line.startsWith(port + ": MPTCP is not used: the starter has no way in"));
		}
	}

	@Test
	void doesNotStartWhenMptcpIsRequired(CapturedOutput output) {
		for (String side : List.of("server.mptcp.enabled=true", "client.mptcp.grpc.enabled=true")) {
			assertThatException()
				.isThrownBy(() -> start(side, "server.mptcp.on-unavailable=fail", "client.mptcp.on-unavailable=fail"));
		}
		assertThat(output).contains(
				"The server must listen with MPTCP and cannot: the starter has no way in to the sockets of shaded",
				"cannot: the sockets of io.grpc:grpc-netty-shaded cannot be reached");
	}

	@Test
	void isNobodysBusinessWhenSwitchedOff(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("server.mptcp.on-unavailable=fail",
				"client.mptcp.on-unavailable=fail", "client.mptcp.enabled=true")) {
			assertThat(context.getBean(GrpcServerLifecycle.class).getPort()).isPositive();
			assertThat(warnings(output)).isEmpty();
		}
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(" WARN "))
			.map((line) -> line.replaceFirst(".*Logger +: ", ""))
			.toList();
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(Stream
				.concat(Stream.of("spring.grpc.server.port=0", "spring.grpc.server.shutdown.grace-period=0s"),
						Stream.of(properties))
				.map((property) -> "--" + property)
				.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		BindableService service() {
			return () -> ServerServiceDefinition.builder("test").build();
		}

	}

}
