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

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a {@link ReactorResourceFactory} keeps its event loops and ends them.
 */
@Tag("server")
@MptcpRequired
class NettyResourceFactoryTests {

	@Test
	void sharedResourcesServeAndEndWithTheContext() throws IOException {
		LoopResources loops;
		try (NettyServer server = NettyServer.start()) {
			loops = loops(server);
			assertThat(loops).isInstanceOf(HttpResources.class);
			assertServesOnThread(server, "reactor-http-");
		}
		assertThat(loops.isDisposed()).isTrue();
		assertNoThread("reactor-http-");
	}

	@Test
	void ownResourcesServeAndEndWithTheContext() throws IOException {
		LoopResources loops;
		try (NettyServer server = NettyServer.startOnItsOwn()) {
			loops = loops(server);
			assertThat(loops).isNotInstanceOf(HttpResources.class);
			assertServesOnThread(server, "webflux-http-");
		}
		assertThat(loops.isDisposed()).isTrue();
		assertNoThread("webflux-http-");
	}

	@Test
	void suppliedLoopsServeAndEndWithTheContext() throws IOException {
		LoopResources loops;
		try (NettyServer server = NettyServer.start(SuppliedLoops.class)) {
			loops = loops(server);
			assertServesOnThread(server, "supplied-");
		}
		assertThat(loops.isDisposed()).isTrue();
		assertNoThread("supplied-");
	}

	@Test
	void loopsOfTheApplicationServeAndStayTheApplications() throws IOException {
		LoopResources loops;
		try (NettyServer server = NettyServer.start(GivenLoops.class)) {
			loops = loops(server);
			assertServesOnThread(server, "given-");
		}
		assertThat(loops.isDisposed()).isFalse();
		loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
		assertNoThread("given-");
	}

	@Test
	void quietPeriodIsThatOfTheProperty() {
		NettyServer server = NettyServer.start("spring.reactor.netty.shutdown-quiet-period=700ms");
		long start = System.nanoTime();
		server.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(700));
	}

	private LoopResources loops(NettyServer server) {
		return server.context().getBean(ReactorResourceFactory.class).getLoopResources();
	}

	private void assertServesOnThread(NettyServer server, String prefix) throws IOException {
		assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
		try (HttpConnection client = HttpConnection.mptcp(server.ipv4())) {
			assertThat(Exchange.of(client.getLast("/thread")).body()).startsWith(prefix);
		}
	}

	private void assertNoThread(String prefix) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().startsWith(prefix)));
	}

	private static ReactorResourceFactory resourceFactory() {
		ReactorResourceFactory resourceFactory = new ReactorResourceFactory();
		resourceFactory.setUseGlobalResources(false);
		resourceFactory.setShutdownQuietPeriod(Duration.ZERO);
		return resourceFactory;
	}

	@Configuration(proxyBeanMethods = false)
	static class SuppliedLoops {

		@Bean
		ReactorResourceFactory suppliedLoopsResourceFactory() {
			ReactorResourceFactory resourceFactory = resourceFactory();
			Supplier<LoopResources> supplier = () -> LoopResources.create("supplied");
			resourceFactory.setLoopResourcesSupplier(supplier);
			return resourceFactory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GivenLoops {

		@Bean
		ReactorResourceFactory givenLoopsResourceFactory() {
			ReactorResourceFactory resourceFactory = resourceFactory();
			resourceFactory.setLoopResources(LoopResources.create("given"));
			return resourceFactory;
		}

	}

}
