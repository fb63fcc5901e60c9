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

import java.net.URI;
import java.util.List;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.httpcomponents.MptcpConnectionManagerCustomizer;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.jettyclient.MptcpJettyClientCustomizer;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what an application makes itself in the place of Boot's clients and of the
 * starter's customizers, and for what it does not have.
 */
@Tag("server")
@ExtendWith(OutputCaptureExtension.class)
class OwnClientBeansTests {

	private static final Problem NO_MPTCP = Problem.permanent("there is none here", "Look elsewhere");

	private static final String ENABLED = "client.mptcp.enabled=true";

	private static final String FAIL = "client.mptcp.on-unavailable=fail";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(ClientKind.Application.class)
		.withPropertyValues(ENABLED);

	@ParameterizedTest
	@ValueSource(classes = { OwnBuilder.class, CustomizedJetty.class, CustomizedHttpComponents.class })
	void isReachedAndNotReported(Class<?> configuration, CapturedOutput output) {
		this.runner.withUserConfiguration(configuration)
			.withPropertyValues(FAIL)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aJettyClientThatIsNotCustomizedIsReported(CapturedOutput output) {
		this.runner.withUserConfiguration(PlainJetty.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("MPTCP is not used: the sockets of the application's bean own"
				+ " (JettyClientHttpRequestFactory) cannot be reached. Build it with the bean"
				+ " ClientHttpRequestFactoryBuilder, or apply the bean mptcpJettyClientCustomizer to its Jetty HttpClient");
	}

	@Test
	void aClientOfHttpComponentsThatIsNotCustomizedIsReported(CapturedOutput output) {
		this.runner.withUserConfiguration(PlainHttpComponents.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("MPTCP is not used: the sockets of the application's bean own"
				+ " (HttpComponentsClientHttpRequestFactory) cannot be reached. Build it with the bean"
				+ " ClientHttpRequestFactoryBuilder, or apply the bean mptcpConnectionManagerCustomizer to the builder"
				+ " of its connection manager");
	}

	@Test
	void webClientWithHttpComponentsIsReported(CapturedOutput output) {
		ApplicationContextRunner asynchronous = this.runner
			.withPropertyValues("spring.http.clients.reactive.connector=http-components");
		asynchronous.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("HTTP clients: MPTCP is not used: the sockets of the client that Boot chose"
				+ " (HttpComponentsClientHttpConnectorBuilder) cannot be reached. Add the dependency"
				+ " io.projectreactor.netty:reactor-netty-http and choose it:"
				+ " spring.http.clients.reactive.connector=reactor");
		asynchronous.withPropertyValues(FAIL)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MptcpUnavailableException.class));
	}

	@ParameterizedTest
	@EnumSource
	void theApplicationsOwnCustomizerWinsAndARequestFailsWhereMptcpIsRequired(ClientKind kind) {
		try (ConfigurableApplicationContext peer = PeerApplication.start(false);
				ConfigurableApplicationContext client = kind.start(OwnCustomizers.class, List.of(ENABLED))) {
			int port = peer.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			assertThatException().isThrownBy(() -> kind.get(client, URI.create("http://127.0.0.1:" + port + "/")))
				.havingRootCause()
				.isInstanceOf(MptcpUnavailableException.class)
				.withMessageContaining(NO_MPTCP.description());
		}
	}

	@Test
	void startsWithTwoCustomizersOfTheApplication() {
		this.runner.withPropertyValues(FAIL)
			.withBean("jetty1", MptcpJettyClientCustomizer.class, OwnCustomizers::jetty)
			.withBean("jetty2", MptcpJettyClientCustomizer.class, OwnCustomizers::jetty)
			.withBean("httpComponents1", MptcpConnectionManagerCustomizer.class, OwnCustomizers::httpComponents)
			.withBean("httpComponents2", MptcpConnectionManagerCustomizer.class, OwnCustomizers::httpComponents)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.eclipse.jetty.client", "org.eclipse.jetty", "org.eclipse.jetty.reactive",
			"org.apache.hc.client5", "org.apache.hc" })
	void startsWithoutALibrary(String missing) {
		for (String enabled : List.of("true", "false")) {
			this.runner.withClassLoader(new FilteredClassLoader(missing))
				.withPropertyValues("client.mptcp.enabled=" + enabled)
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBuilder {

		@Bean
		JettyClientHttpRequestFactoryBuilder own() {
			return ClientHttpRequestFactoryBuilder.jetty();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PlainJetty {

		@Bean
		JettyClientHttpRequestFactory own() {
			return new JettyClientHttpRequestFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizedJetty {

		@Bean
		JettyClientHttpRequestFactory own(MptcpJettyClientCustomizer customizer) {
			HttpClient client = new HttpClient();
			customizer.accept(client);
			return new JettyClientHttpRequestFactory(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PlainHttpComponents {

		@Bean
		HttpComponentsClientHttpRequestFactory own() {
			return new HttpComponentsClientHttpRequestFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizedHttpComponents {

		@Bean
		HttpComponentsClientHttpRequestFactory own(MptcpConnectionManagerCustomizer customizer) {
			PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create();
			customizer.accept(builder);
			return new HttpComponentsClientHttpRequestFactory(
					HttpClients.custom().setConnectionManager(builder.build()).build());
		}

	}

	/**
	 * They know of no MPTCP and require it.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnCustomizers {

		private static final ClientSettings REQUIRED = new ClientSettings(true, OnUnavailable.FAIL, false);

		@Bean
		static MptcpJettyClientCustomizer jetty() {
			return new MptcpJettyClientCustomizer(new ProcessSockets(new Kernel(NO_MPTCP)), REQUIRED, (problem) -> {
			});
		}

		@Bean
		static MptcpConnectionManagerCustomizer httpComponents() {
			return new MptcpConnectionManagerCustomizer(new ProcessSockets(new Kernel(NO_MPTCP)), REQUIRED,
					(problem) -> {
					});
		}

	}

}
