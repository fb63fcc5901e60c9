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

import java.util.List;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.grpc.GrpcMptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.rsocket.RSocketMptcpAutoConfiguration;
import io.github.mptcpspring.testsupport.LoadedClasses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application starts without one of the libraries of RSocket and gRPC,
 * whether the switches are on or off, and that with all of them off nothing is touched.
 */
@Tag("server")
class RemoteCallsSwitchedOffTests {

	private static final ApplicationContextRunner RUNNER = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, GrpcMptcpAutoConfiguration.class,
				RSocketMptcpAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "io.grpc", "io.grpc.netty", "org.springframework.grpc",
			"org.springframework.boot.grpc.server", "org.springframework.boot.grpc.client", "io.netty",
			"io.netty.channel.epoll", "reactor", "reactor.netty", "io.rsocket", "org.springframework.boot.rsocket",
			"org.springframework.http.client", "org.springframework.messaging" })
	void startsWithoutALibrary(String missing) {
		for (boolean enabled : new boolean[] { false, true }) {
			RUNNER.withClassLoader(new FilteredClassLoader(missing))
				.withPropertyValues("server.mptcp.enabled=" + enabled, "client.mptcp.grpc.enabled=" + enabled)
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void nothingIsLoadedThatOnlyMptcpNeeds() throws Exception {
		List<String> classes = LoadedClasses.of(AllOff.class, "A call is answered");
		assertThat(classes).noneMatch((name) -> name.startsWith("io.github.mptcpspring.internal.linux"))
			.contains("io.github.mptcpspring.autoconfigure.grpc.GrpcListenerCustomizer",
					"io.github.mptcpspring.autoconfigure.rsocket.RSocketServerPostProcessor");
	}

	static final class AllOff {

		private AllOff() {
		}

		static void main(String[] args) {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(GrpcTests.Application.class)
				.web(WebApplicationType.NONE)
				.run("--spring.grpc.server.port=0", "--spring.rsocket.server.port=0",
						"--spring.reactor.netty.shutdown-quiet-period=0s",
						"--spring.grpc.server.shutdown.grace-period=0s")) {
				int port = context.getBean(GrpcServerLifecycle.class).getPort();
				TransferService.download(context.getBean(GrpcChannelFactory.class).createChannel("127.0.0.1:" + port));
				System.out.println("A call is answered");
			}
		}

	}

}
