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

import java.util.stream.Stream;

import org.junit.platform.launcher.core.LauncherFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Loads the classes that tests load in JVMs of their own, for {@code ClassArchive}: every
 * server, a client and JUnit.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ArchivedApplication {

	static void main() {
		LauncherFactory.create();
		Stream.of(WebServerKind.values()).forEach(ArchivedApplication::use);
		System.exit(0);
	}

	private static void use(WebServerKind kind) {
		try (ConfigurableApplicationContext context = TestApplication.run(kind.application(ArchivedApplication.class),
				"management.endpoints.web.exposure.include=mptcp")) {
			String port = context.getEnvironment().getProperty("local.server.port");
			context.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri("http://localhost:" + port + "/actuator/mptcp")
				.retrieve()
				.bodyToMono(String.class)
				.block();
		}
	}

}
