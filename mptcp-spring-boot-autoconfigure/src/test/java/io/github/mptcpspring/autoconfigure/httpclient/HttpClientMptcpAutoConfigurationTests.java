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

package io.github.mptcpspring.autoconfigure.httpclient;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpClientMptcpAutoConfiguration}.
 */
class HttpClientMptcpAutoConfigurationTests {

	private static final String ADAPTER = MptcpHttpClientCustomizer.class.getPackageName();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, HttpClientMptcpAutoConfiguration.class,
				HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class))
		.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

	@ParameterizedTest
	@ValueSource(strings = { "client.mptcp.enabled=true", "tfo.connect=true" })
	void eachSwitchGivesClientsOurEventLoops(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertThat(imperative(context).getClass().getPackageName()).isEqualTo(ADAPTER);
			assertThat(reactive(context).getClass().getPackageName()).isEqualTo(ADAPTER);
			assertThat(reactive(context).onClient(true))
				.isSameAs(context.getBean(ReactorResourceFactory.class).getLoopResources().onClient(true));
		});
	}

	@Test
	void everySwitchOffTouchesNothing() {
		this.contextRunner
			.withPropertyValues("client.mptcp.enabled=false", "client.mptcp.on-unavailable=fail", "tfo.connect=false",
					"server.mptcp.enabled=true", "tfo.queue-length=16")
			.run((context) -> {
				LoopResources loops = context.getBean(ReactorResourceFactory.class).getLoopResources();
				assertThat(reactive(context)).isSameAs(loops);
				assertThat(imperative(context).getClass().getPackageName()).isNotEqualTo(ADAPTER);
				HttpClient client = HttpClient.create();
				assertThat(context.getBean(MptcpHttpClientCustomizer.class).apply(client)).isSameAs(client);
			});
	}

	@Test
	void theApplicationsOwnCustomizerWins() {
		this.contextRunner.withUserConfiguration(OwnCustomizer.class)
			.withPropertyValues("client.mptcp.enabled=true")
			.run((context) -> {
				assertThat(context).hasSingleBean(MptcpHttpClientCustomizer.class);
				assertThat(reactive(context))
					.isSameAs(context.getBean(ReactorResourceFactory.class).getLoopResources());
			});
	}

	@Test
	void startsWithoutReactorNetty() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HttpClient.class))
			.withPropertyValues("client.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("mptcpHttpClientCustomizer")
				.doesNotHaveBean("mptcpReactorBuilderPostProcessor")
				.hasSingleBean(UnreachableClientReporter.class));
	}

	@Test
	void startsWithoutReactor() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("reactor", "io.netty"))
			.withPropertyValues("client.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("mptcpHttpClientCustomizer")
				.hasSingleBean(UnreachableClientReporter.class));
	}

	@Test
	void backsOffWithoutBootsHttpClientModule() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(MptcpAutoConfiguration.class, HttpClientMptcpAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
			.withPropertyValues("client.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(UnreachableClientReporter.class));
	}

	private static LoopResources reactive(ApplicationContext context) {
		return loopsOf(context.getBean(ClientHttpConnectorBuilder.class).build());
	}

	private static LoopResources imperative(ApplicationContext context) {
		return loopsOf(context.getBean(ClientHttpRequestFactoryBuilder.class).build());
	}

	private static LoopResources loopsOf(Object around) {
		HttpClient client = (HttpClient) ReflectionTestUtils.getField(around, "httpClient");
		return client.configuration().loopResources();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCustomizer {

		@Bean
		MptcpHttpClientCustomizer ownCustomizer() {
			return new MptcpHttpClientCustomizer(MptcpSockets.create(),
					new ClientSettings(false, OnUnavailable.FALLBACK, false), (problem) -> {
					});
		}

	}

}
