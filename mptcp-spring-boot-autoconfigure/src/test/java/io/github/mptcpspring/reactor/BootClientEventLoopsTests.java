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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SharedHttpResources;
import io.github.mptcpspring.testsupport.boot.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The event loops of clients are the same with and without MPTCP, wherever an application
 * chose them.
 */
@Tag("server")
@MptcpRequired
class BootClientEventLoopsTests extends ServedClientTests {

	private static final List<String> THREADS = new CopyOnWriteArrayList<>();

	static List<Arguments> choices() {
		return List.of(Arguments.of(BootClient.WEB_CLIENT, Nothing.class, "reactor-http-epoll-"),
				Arguments.of(BootClient.REST_CLIENT, Nothing.class, "reactor-http-epoll-"),
				Arguments.of(BootClient.WEB_CLIENT, OwnResourceFactory.class, "bean-epoll-"),
				Arguments.of(BootClient.REST_CLIENT, OwnResourceFactory.class, "reactor-http-epoll-"),
				Arguments.of(BootClient.WEB_CLIENT, RunOn.class, "run-on-epoll-"),
				Arguments.of(BootClient.REST_CLIENT, RunOn.class, "run-on-epoll-"),
				Arguments.of(BootClient.WEB_CLIENT, RunOnLast.class, "run-on-nio-"),
				Arguments.of(BootClient.REST_CLIENT, RunOnLast.class, "run-on-nio-"),
				Arguments.of(BootClient.WEB_CLIENT, WithResourceFactory.class, "factory-epoll-"),
				Arguments.of(BootClient.REST_CLIENT, WithResourceFactory.class, "factory-epoll-"),
				Arguments.of(BootClient.WEB_CLIENT, WithClientFactory.class, "reactor-http-epoll-"),
				Arguments.of(BootClient.REST_CLIENT, WithClientFactory.class, "run-on-epoll-"));
	}

	@ParameterizedTest
	@MethodSource("choices")
	void switchedOn(BootClient client, Class<?> choice, String threads) {
		assertConnectsOn(client, choice, threads, true, Exchange.HELLO_OVER_MPTCP);
	}

	@ParameterizedTest
	@MethodSource("choices")
	void switchedOff(BootClient client, Class<?> choice, String threads) {
		assertConnectsOn(client, choice, threads, false, Exchange.HELLO_OVER_TCP);
	}

	private void assertConnectsOn(BootClient client, Class<?> choice, String threads, boolean enabled,
			Exchange expected) {
		THREADS.clear();
		try (ConfigurableApplicationContext context = ClientApplication.start(choice,
				"client.mptcp.enabled=" + enabled)) {
			assertThat(Exchange.of(client.get(context, server().uri("/")))).isEqualTo(expected);
			assertThat(THREADS).singleElement().asString().startsWith(threads);
		}
	}

	/**
	 * Boot gives RestClient no event loops, so it has those that Reactor Netty shares,
	 * also after somebody ended them, another context of this JVM for one.
	 */
	@Test
	void sharedLoopsAreThoseOfTheMoment() {
		try (ConfigurableApplicationContext context = ClientApplication.start(OwnResourceFactory.class)) {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			assertThat(exchange(client)).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			SharedHttpResources.dispose();
			assertThat(exchange(client)).isEqualTo(Exchange.HELLO_OVER_MPTCP);
		}
		finally {
			SharedHttpResources.dispose();
		}
	}

	private static Exchange exchange(RestClient client) {
		return Exchange.of(client.get().uri(server().uri("/")).retrieve().toEntity(String.class));
	}

	private static ReactorResourceFactory resourceFactory(String threads) {
		ReactorResourceFactory factory = new ReactorResourceFactory();
		factory.setUseGlobalResources(false);
		factory.setShutdownQuietPeriod(Duration.ZERO);
		factory.setLoopResourcesSupplier(() -> LoopResources.create(threads));
		return factory;
	}

	private static HttpClient recording(HttpClient client) {
		return client.doOnConnected((connection) -> THREADS.add(Thread.currentThread().getName()));
	}

	/**
	 * Writes down the thread on which a connection is made.
	 */
	abstract static class Choice {

		@Bean
		@Order(1)
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> recordingConnector() {
			return (builder) -> builder.withHttpClientCustomizer(BootClientEventLoopsTests::recording);
		}

		@Bean
		@Order(1)
		ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> recordingRequestFactory() {
			return (builder) -> builder.withHttpClientCustomizer(BootClientEventLoopsTests::recording);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing extends Choice {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResourceFactory extends Choice {

		@Bean
		ReactorResourceFactory ownResourceFactory() {
			return resourceFactory("bean");
		}

	}

	abstract static class OwnLoops extends Choice {

		@Bean(destroyMethod = "dispose")
		LoopResources ownLoops() {
			return LoopResources.create("run-on");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RunOn extends OwnLoops {

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> ownConnector(LoopResources ownLoops) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.runOn(ownLoops));
		}

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> ownRequestFactory(
				LoopResources ownLoops) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.runOn(ownLoops));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RunOnLast extends OwnLoops {

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> zzzConnector(LoopResources ownLoops) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.runOn(ownLoops, false));
		}

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> zzzRequestFactory(
				LoopResources ownLoops) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.runOn(ownLoops, false));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithResourceFactory extends Choice implements AutoCloseable {

		private final ReactorResourceFactory resources = resourceFactory("factory");

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> ownConnector() {
			return (builder) -> builder.withReactorResourceFactory(this.resources);
		}

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> ownRequestFactory() {
			return (builder) -> builder.withReactorResourceFactory(this.resources);
		}

		@Override
		public void close() {
			this.resources.stop();
		}

	}

	/**
	 * The loops of the client are overruled by those that Boot gives to a WebClient.
	 */
	@Configuration(proxyBeanMethods = false)
	static class WithClientFactory extends OwnLoops {

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> ownConnector(LoopResources ownLoops) {
			return (builder) -> builder.withHttpClientFactory(() -> HttpClient.create().runOn(ownLoops));
		}

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> ownRequestFactory(
				LoopResources ownLoops) {
			return (builder) -> builder.withHttpClientFactory(() -> HttpClient.create().runOn(ownLoops));
		}

	}

}
