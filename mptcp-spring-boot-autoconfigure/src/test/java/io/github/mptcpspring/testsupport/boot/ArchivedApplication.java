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

package io.github.mptcpspring.testsupport.boot;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Loads the classes that tests load in JVMs of their own, for {@code ClassArchive}: every
 * server, a client and JUnit.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ArchivedApplication {

	static void main() {
		LauncherFactory.create()
			.execute(LauncherDiscoveryRequestBuilder.request()
				.selectors(DiscoverySelectors.selectClass(UsedServer.class))
				.build());
		System.exit(0);
	}

	private static String use(WebServerKind kind) {
		try (ConfigurableApplicationContext context = TestApplication.run(kind.application(ArchivedApplication.class),
				"management.endpoints.web.exposure.include=mptcp")) {
			String port = context.getEnvironment().getProperty("local.server.port");
			return context.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri("http://localhost:" + port + "/actuator/mptcp")
				.retrieve()
				.bodyToMono(String.class)
				.block();
		}
	}

	@ExtendWith(OutputCaptureExtension.class)
	@ParameterizedClass
	@EnumSource
	static class UsedServer {

		private final WebServerKind kind;

		UsedServer(WebServerKind kind) {
			this.kind = kind;
		}

		@ParameterizedTest
		@ValueSource(strings = "listeners")
		void answers(String field, CapturedOutput output) {
			assertThat(use(this.kind)).contains(field);
			assertThat(output.toString().lines()).isNotEmpty().noneMatch(String::isBlank);
		}

	}

}
