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
import java.util.List;

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the ways in which an application takes the place of a client that Spring Boot
 * builds: the client speaks MPTCP, or it is said that it does not.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class OwnClientBeansTests extends ServedClientTests {

	@ParameterizedTest
	@EnumSource
	void speaksMptcpOrSaysOnceThatItDoesNot(Way way, CapturedOutput output) {
		try (ConfigurableApplicationContext context = ClientApplication.start(way.configuration)) {
			assertThat(way.get(context, server().uri("/")))
				.isEqualTo(way.reached ? Exchange.HELLO_OVER_MPTCP : Exchange.HELLO_OVER_TCP);
			List<String> warnings = MptcpLog.lines(output).stream().filter((line) -> line.startsWith("WARN")).toList();
			if (way.reached) {
				assertThat(warnings).isEmpty();
			}
			else {
				assertThat(warnings).singleElement()
					.asString()
					.startsWith("WARN HTTP clients: MPTCP is not used: the sockets of the application's bean own (");
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void startsWithMptcpRequiredOnlyWhereItSpeaksMptcp(Way way, CapturedOutput output) {
		if (way.reached) {
			try (ConfigurableApplicationContext context = ClientApplication.start(way.configuration,
					"client.mptcp.on-unavailable=fail")) {
				assertThat(way.get(context, server().uri("/"))).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			}
		}
		else {
			assertThatException()
				.isThrownBy(() -> ClientApplication.start(way.configuration, "client.mptcp.on-unavailable=fail"));
			assertThat(output).contains("APPLICATION FAILED TO START",
					"Clients must connect with MPTCP and cannot: the sockets of the application's bean own (");
		}
	}

	@ParameterizedTest
	@EnumSource
	void speaksTcpAndSaysNothingWhenSwitchedOff(Way way, CapturedOutput output) {
		try (ConfigurableApplicationContext context = ClientApplication.start(way.configuration,
				"client.mptcp.enabled=false", "client.mptcp.on-unavailable=fail")) {
			assertThat(way.get(context, server().uri("/"))).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(MptcpLog.lines(output)).noneMatch((line) -> line.contains("HTTP clients"));
		}
	}

	/**
	 * Boot has no builder for RestClient there that an application could customize.
	 */
	@Test
	void restClientOfAReactiveWebApplicationSpeaksMptcp() {
		try (NettyServer application = NettyServer.start("client.mptcp.enabled=true")) {
			RestClient client = application.context().getBean(RestClient.Builder.class).build();
			assertThat(Exchange.of(client.get().uri(server().uri("/")).retrieve().toEntity(String.class)))
				.isEqualTo(Exchange.HELLO_OVER_MPTCP);
		}
	}

	enum Way {

		CONNECTOR_BUILDER(true, ConnectorBuilder.class, BootClient.WEB_CLIENT),

		CONNECTOR_BUILDER_FOR_SERVICE(true, ConnectorBuilder.class, BootClient.REACTIVE_HTTP_SERVICE),

		CONNECTOR_BUILDER_JDK(false, ConnectorBuilderJdk.class, BootClient.WEB_CLIENT),

		CONNECTOR_BUILDER_WITH_CODE(false, ConnectorBuilderWithCode.class, BootClient.WEB_CLIENT),

		CONNECTOR_BUILDER_WITH_CUSTOMIZER(true, ConnectorBuilderWithCustomizer.class, BootClient.WEB_CLIENT),

		CONNECTOR(false, Connector.class, BootClient.WEB_CLIENT),

		CONNECTOR_JDK(false, ConnectorJdk.class, BootClient.WEB_CLIENT),

		CONNECTOR_WITH_RESOURCES(false, ConnectorWithResources.class, BootClient.WEB_CLIENT),

		CONNECTOR_WITH_CUSTOMIZER(true, ConnectorWithCustomizer.class, BootClient.WEB_CLIENT),

		CONNECTOR_OF_BUILDER(true, ConnectorOfBuilder.class, BootClient.WEB_CLIENT),

		WEB_CLIENT_BUILDER(false, WebClientBuilder.class, BootClient.WEB_CLIENT),

		WEB_CLIENT_BUILDER_JDK(false, WebClientBuilderJdk.class, BootClient.WEB_CLIENT),

		WEB_CLIENT_BUILDER_WITH_CONNECTOR(true, WebClientBuilderWithConnector.class, BootClient.WEB_CLIENT),

		REQUEST_FACTORY_BUILDER(true, RequestFactoryBuilder.class, BootClient.REST_CLIENT),

		REQUEST_FACTORY_BUILDER_FOR_TEMPLATE(true, RequestFactoryBuilder.class, BootClient.REST_TEMPLATE),

		REQUEST_FACTORY_BUILDER_FOR_SERVICE(true, RequestFactoryBuilder.class, BootClient.HTTP_SERVICE),

		REQUEST_FACTORY_BUILDER_JDK(false, RequestFactoryBuilderJdk.class, BootClient.REST_CLIENT),

		REQUEST_FACTORY_BUILDER_WITH_CODE(false, RequestFactoryBuilderWithCode.class, BootClient.REST_CLIENT),

		REST_CLIENT_BUILDER(false, RestClientBuilder.class, BootClient.REST_CLIENT),

		REST_CLIENT_BUILDER_SIMPLE(false, RestClientBuilderSimple.class, BootClient.REST_CLIENT),

		REST_CLIENT_BUILDER_WITH_CONFIGURER(true, RestClientBuilderWithConfigurer.class, BootClient.REST_CLIENT),

		REST_CLIENT_BUILDER_WITH_FACTORY(true, RestClientBuilderWithFactory.class, BootClient.REST_CLIENT);

		private final boolean reached;

		private final Class<?> configuration;

		private final BootClient client;

		Way(boolean reached, Class<?> configuration, BootClient client) {
			this.reached = reached;
			this.configuration = configuration;
			this.client = client;
		}

		Exchange get(ConfigurableApplicationContext context, URI uri) {
			return Exchange.of(this.client.get(context, uri));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectorBuilder {

		@Bean
		ReactorClientHttpConnectorBuilder own() {
			return ClientHttpConnectorBuilder.reactor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectorBuilderJdk {

		@Bean
		JdkClientHttpConnectorBuilder own() {
			return ClientHttpConnectorBuilder.jdk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectorBuilderWithCode {

		@Bean
		ClientHttpConnectorBuilder<ReactorClientHttpConnector> own() {
			return (settings) -> new ReactorClientHttpConnector();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectorBuilderWithCustomizer {

		@Bean
		ClientHttpConnectorBuilder<ReactorClientHttpConnector> own(MptcpHttpClientCustomizer customizer) {
			return (settings) -> new ReactorClientHttpConnector(customizer.apply(HttpClient.create()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Connector {

		@Bean
		ReactorClientHttpConnector own() {
			return new ReactorClientHttpConnector(HttpClient.create());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectorJdk {

		@Bean
		ClientHttpConnector own() {
			return new JdkClientHttpConnector();
		}

	}

	/** Spring chooses the event loops after the application's customizer. */
	@Configuration(proxyBeanMethods = false)
	static class ConnectorWithResources {

		@Bean
		ClientHttpConnector own(ReactorResourceFactory resources, MptcpHttpClientCustomizer customizer) {
			return new ReactorClientHttpConnector(resources, customizer::apply);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectorWithCustomizer {

		@Bean
		ClientHttpConnector own(MptcpHttpClientCustomizer customizer) {
			return new ReactorClientHttpConnector(customizer.apply(HttpClient.create()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectorOfBuilder {

		@Bean
		ClientHttpConnector own(ClientHttpConnectorBuilder<?> builder) {
			return builder.build(HttpClientSettings.defaults());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WebClientBuilder {

		@Bean
		WebClient.Builder own() {
			return WebClient.builder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WebClientBuilderJdk {

		@Bean
		WebClient.Builder own() {
			return WebClient.builder().clientConnector(new JdkClientHttpConnector());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WebClientBuilderWithConnector {

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		WebClient.Builder own(ClientHttpConnector connector) {
			return WebClient.builder().clientConnector(connector);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestFactoryBuilder {

		@Bean
		ReactorClientHttpRequestFactoryBuilder own() {
			return ClientHttpRequestFactoryBuilder.reactor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestFactoryBuilderJdk {

		@Bean
		JdkClientHttpRequestFactoryBuilder own() {
			return ClientHttpRequestFactoryBuilder.jdk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestFactoryBuilderWithCode {

		@Bean
		ClientHttpRequestFactoryBuilder<JdkClientHttpRequestFactory> own() {
			return (settings) -> new JdkClientHttpRequestFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RestClientBuilder {

		@Bean
		RestClient.Builder own() {
			return RestClient.builder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RestClientBuilderSimple {

		@Bean
		RestClient.Builder own() {
			return RestClient.builder().requestFactory(new SimpleClientHttpRequestFactory());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RestClientBuilderWithConfigurer {

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		RestClient.Builder own(RestClientBuilderConfigurer configurer) {
			return configurer.configure(RestClient.builder());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RestClientBuilderWithFactory {

		@Bean
		RestClient.Builder own(ClientHttpRequestFactory bootsFactory) {
			return RestClient.builder().requestFactory(new BufferingClientHttpRequestFactory(bootsFactory));
		}

	}

}
