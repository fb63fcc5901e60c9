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

import java.util.List;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateBuilderConfigurer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link OwnClientReporter} respects what the application took out of MPTCP.
 * {@code reactor.OwnClientBeansTests} has more of what it reports.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnClientReporterTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, HttpClientMptcpAutoConfiguration.class,
				HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
				RestTemplateAutoConfiguration.class))
		.withPropertyValues("client.mptcp.enabled=true", "spring.reactor.netty.shutdown-quiet-period=0s");

	@ParameterizedTest
	@EnumSource
	void aBeanThatWasTakenOutIsNotReported(Way way, CapturedOutput output) {
		this.contextRunner.withBean("way", Way.class, () -> way)
			.withUserConfiguration(Own.class)
			.withPropertyValues("client.mptcp.on-unavailable=fail")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean("own")).isNotNull();
			});
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void aBuilderOfRestTemplateIsReportedUnlessItIsReached(CapturedOutput output) {
		this.contextRunner.withBean("own", RestTemplateBuilder.class, () -> new RestTemplateBuilder())
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).singleElement()
			.asString()
			.endsWith("the sockets of the application's bean own (RestTemplateBuilder) cannot be reached. Configure it"
					+ " with the bean RestTemplateBuilderConfigurer");
		this.contextRunner.withUserConfiguration(ConfiguredTemplate.class)
			.withPropertyValues("client.mptcp.on-unavailable=fail")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).hasSize(1);
	}

	@Test
	void aBeanThatIsFirstAskedForWhileAClientIsTakenOutIsNotReported(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(LazyTransport.class)
			.withPropertyValues("client.mptcp.on-unavailable=fail")
			.run((context) -> context.getBean(HttpClientMptcp.class)
				.disabled(() -> context.getBean(ClientHttpRequestFactory.class)));
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void fastOpenThatIsMissingIsReportedAllTheSame(CapturedOutput output) {
		this.contextRunner.withBean("way", Way.class, () -> Way.JDK_TRANSPORT)
			.withUserConfiguration(Own.class)
			.withPropertyValues("tfo.connect=true", "client.mptcp.on-unavailable=fail")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("HTTP clients: Fast Open is not used: the sockets of the application's bean own");
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("WARN")).toList();
	}

	/**
	 * How the application makes its bean.
	 */
	enum Way {

		JDK_TRANSPORT((context, mptcp) -> mptcp.disabled(JdkClientHttpRequestFactory::new)),

		TRANSPORT_OF_BOOT((context, mptcp) -> mptcp
			.disabled(() -> context.getBean(ClientHttpRequestFactoryBuilder.class).build())),

		CONNECTOR_OF_BOOT(
				(context, mptcp) -> mptcp.disabled(() -> context.getBean(ClientHttpConnectorBuilder.class).build())),

		CLIENT_OF_A_CONNECTOR((context, mptcp) -> new ReactorClientHttpConnector(mptcp.disabled(HttpClient::create))),

		CLIENT_OF_A_WRAPPED_TRANSPORT((context, mptcp) -> new BufferingClientHttpRequestFactory(
				new ReactorClientHttpRequestFactory(mptcp.disabled(HttpClient::create)))),

		REST_CLIENT_BUILDER((context, mptcp) -> mptcp
			.disabled(() -> context.getBean(RestClientBuilderConfigurer.class).configure(RestClient.builder()))),

		TRANSPORT_OF_A_REST_CLIENT_BUILDER((context, mptcp) -> RestClient.builder()
			.requestFactory(mptcp.disabled(JdkClientHttpRequestFactory::new))),

		REST_TEMPLATE_BUILDER((context, mptcp) -> mptcp.disabled(() -> new RestTemplateBuilder())),

		WEB_CLIENT_BUILDER((context, mptcp) -> mptcp.disabled(WebClient::builder)),

		TRANSPORT_BUILDER((context, mptcp) -> mptcp.disabled(ClientHttpRequestFactoryBuilder::jdk));

		private final Factory factory;

		Way(Factory factory) {
			this.factory = factory;
		}

	}

	/**
	 * Makes a bean.
	 */
	interface Factory {

		Object create(ApplicationContext context, HttpClientMptcp mptcp);

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		Object own(Way way, ApplicationContext context, HttpClientMptcp mptcp) {
			return way.factory.create(context, mptcp);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConfiguredTemplate {

		@Bean
		RestTemplateBuilder own(RestTemplateBuilderConfigurer configurer) {
			return configurer.configure(new RestTemplateBuilder());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyTransport {

		@Bean
		@Lazy
		ClientHttpRequestFactory own() {
			return new JdkClientHttpRequestFactory();
		}

	}

}
