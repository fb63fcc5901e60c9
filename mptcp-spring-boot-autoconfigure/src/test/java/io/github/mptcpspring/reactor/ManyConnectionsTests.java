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
import java.util.Set;

import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.KernelSockets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that many short connections lose nothing and leave nothing behind.
 */
@Tag("server")
class ManyConnectionsTests {

	private static final int CONNECTIONS = 5_000;

	private static final int REQUESTS_PER_CONNECTION = 10;

	private static final int CONCURRENCY = 32;

	private static final int REQUESTS = CONNECTIONS * REQUESTS_PER_CONNECTION;

	@Test
	@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
	void everyRequestIsAnsweredAndNoDescriptorStaysOpen() throws Exception {
		try (NettyServer server = NettyServer.startOnItsOwn(ShortRoute.class,
				"server.netty.max-keep-alive-requests=" + REQUESTS_PER_CONNECTION)) {
			KernelCounters before = KernelCounters.read();
			Set<String> socketsBefore = KernelSockets.openInodes();
			try (ConfigurableApplicationContext context = ClientApplication
				.start("spring.reactor.netty.shutdown-quiet-period=500ms")) {
				assertThat(countAnswers(context, server.uri("/hello"))).isEqualTo(REQUESTS);
				assertThat(KernelCounters.read().since(before, "MPCapableACKRX")).isBetween((long) CONNECTIONS,
						(long) CONNECTIONS + CONCURRENCY);
			}
			Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(socketsBefore));
		}
	}

	private long countAnswers(ApplicationContext context, URI uri) {
		WebClient client = context.getBean(WebClient.Builder.class).build();
		return Flux.range(0, REQUESTS)
			.flatMap((i) -> client.get().uri(uri).retrieve().bodyToMono(String.class), CONCURRENCY)
			.filter("hello"::equals)
			.count()
			.block();
	}

	/**
	 * Asks the kernel nothing, which would take most of the time.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ShortRoute {

		@Bean
		NettyRouteProvider shortRoute() {
			return (routes) -> routes.get("/hello", (request, response) -> response.sendString(Mono.just("hello")));
		}

	}

}
