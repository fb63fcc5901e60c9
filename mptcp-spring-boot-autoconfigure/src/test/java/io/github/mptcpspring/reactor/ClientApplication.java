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

package io.github.mptcpspring.reactor;

import java.net.URI;

import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * A Spring Boot application without a server, with {@code client.mptcp.enabled=true}
 * unless a test says otherwise.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportHttpServices(group = "blocking", types = ClientApplication.Greeting.class)
@ImportHttpServices(group = "reactive", types = ClientApplication.ReactiveGreeting.class,
		clientType = ClientType.WEB_CLIENT)
class ClientApplication {

	static ConfigurableApplicationContext start(String... properties) {
		return start(ClientApplication.class, properties);
	}

	static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
		return TestApplication.run(new SpringApplicationBuilder(ClientApplication.class).sources(configuration)
			.properties("client.mptcp.enabled=true", WebServerKind.QUIET_PERIOD,
					"spring.http.serviceclient.blocking.base-url=http://localhost",
					"spring.http.serviceclient.reactive.base-url=http://localhost")
			.web(WebApplicationType.NONE), properties);
	}

	interface Greeting {

		@GetExchange
		ResponseEntity<String> get(URI uri);

	}

	interface ReactiveGreeting {

		@GetExchange
		Mono<ResponseEntity<String>> get(URI uri);

	}

}
