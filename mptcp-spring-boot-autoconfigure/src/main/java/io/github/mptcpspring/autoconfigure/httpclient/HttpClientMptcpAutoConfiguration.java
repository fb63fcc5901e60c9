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

import java.util.function.UnaryOperator;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.OnMptcpEnabledCondition;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for MPTCP and Fast Open on the HTTP
 * clients that Spring Boot builds: WebClient, RestClient, RestTemplate and HTTP service
 * clients.
 */
@AutoConfiguration(after = { MptcpAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
		ReactiveHttpClientAutoConfiguration.class })
@ConditionalOnClass(ClientHttpRequestFactoryBuilder.class)
@ConditionalOnBean(MptcpSettings.class)
public final class HttpClientMptcpAutoConfiguration {

	HttpClientMptcpAutoConfiguration() {
	}

	@Bean
	UnreachableClientReporter mptcpUnreachableClientReporter(ClientSockets sockets, OwnClientReporter own,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> imperative,
			ObjectProvider<ClientHttpConnectorBuilder<?>> reactive) {
		return new UnreachableClientReporter(sockets, own::isSettled, imperative, reactive);
	}

	@Bean
	static OwnClientReporter mptcpOwnClientReporter(ObjectProvider<ClientSockets> sockets,
			ObjectProvider<ClientBuilderPostProcessor<?>> adapters) {
		return new OwnClientReporter(sockets, new ClientAdapters(adapters));
	}

	@Bean
	HttpClientMptcp httpClientMptcp() {
		return new HttpClientMptcp();
	}

	/**
	 * In a reactive web application Boot has no bean of this type, and builds clients of
	 * RestClient with a builder that cannot be customized.
	 * @param settings the settings of the application
	 * @param applicationContext the application context
	 * @return the builder that Boot detects, or {@code null} if no feature is enabled for
	 * clients
	 */
	@Bean
	@ConditionalOnBean(ClientBuilderPostProcessor.class)
	@ConditionalOnMissingBean(ClientHttpRequestFactoryBuilder.class)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@Conditional(OnMptcpEnabledCondition.HttpClient.class)
	@Nullable ClientHttpRequestFactoryBuilder<?> mptcpRequestFactoryBuilder(MptcpSettings settings,
			ApplicationContext applicationContext) {
		return !settings.httpClient() ? null
				: ClientHttpRequestFactoryBuilder.detect(applicationContext.getClassLoader());
	}

	/**
	 * Builders of RestTemplate.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RestTemplateBuilder.class)
	static class RestTemplates {

		@Bean
		static OwnRestTemplateBuilderReporter mptcpOwnRestTemplateBuilderReporter(
				ObjectProvider<OwnClientReporter> reporter) {
			return new OwnRestTemplateBuilderReporter(reporter);
		}

	}

	/**
	 * HTTP service clients.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RestClientHttpServiceGroupConfigurer.class)
	static class ServiceClients {

		@Bean
		static ServiceGroupPostProcessor mptcpServiceGroupPostProcessor(ObjectProvider<MptcpSettings> settings) {
			return new ServiceGroupPostProcessor(settings);
		}

		@Bean
		@Conditional(OnMptcpEnabledCondition.HttpClient.class)
		RestClientHttpServiceGroupConfigurer mptcpServiceGroupReporter(MptcpSettings settings, ClientSockets sockets,
				ObjectProvider<ClientBuilderPostProcessor<?>> adapters, ApplicationContext applicationContext,
				ObjectProvider<ClientHttpRequestFactoryBuilder<?>> builders) {
			return new ServiceGroupReporter(settings.serviceGroups(), sockets, new ClientAdapters(adapters),
					ClientHttpRequestFactory.class, () -> builders.stream().toList(), ReactorNettyChoice
						.instruction(ReactorNettyChoice.IMPERATIVE, applicationContext.getClassLoader()))::examine;
		}

	}

	/**
	 * Reactive HTTP service clients.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebClientHttpServiceGroupConfigurer.class)
	static class ReactiveServiceClients {

		@Bean
		@Conditional(OnMptcpEnabledCondition.HttpClient.class)
		ReactiveServiceGroupConfigurer mptcpReactiveServiceGroupConfigurer(MptcpSettings settings,
				ApplicationContext applicationContext, ObjectProvider<ClientHttpConnectorBuilder<?>> builder,
				ObjectProvider<HttpClientSettings> clientSettings) {
			return new ReactiveServiceGroupConfigurer(settings,
					() -> builder
						.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(applicationContext.getClassLoader()))
						.build(clientSettings.getIfAvailable(HttpClientSettings::defaults)));
		}

		@Bean
		@Conditional(OnMptcpEnabledCondition.HttpClient.class)
		WebClientHttpServiceGroupConfigurer mptcpReactiveServiceGroupReporter(MptcpSettings settings,
				ClientSockets sockets, ObjectProvider<ClientBuilderPostProcessor<?>> adapters,
				ApplicationContext applicationContext, ObjectProvider<ClientHttpConnectorBuilder<?>> builders) {
			return new ServiceGroupReporter(settings.serviceGroups(), sockets, new ClientAdapters(adapters),
					ClientHttpConnector.class, () -> builders.stream().toList(), ReactorNettyChoice
						.instruction(ReactorNettyChoice.REACTIVE, applicationContext.getClassLoader()))::examine;
		}

	}

	/**
	 * Reactor Netty.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpClient.class)
	static class ReactorNetty {

		@Bean
		@ConditionalOnMissingBean
		MptcpHttpClientCustomizer mptcpHttpClientCustomizer(ClientSockets sockets) {
			return customizer(sockets, UnaryOperator.identity());
		}

		@Bean
		static ReactorBuilderPostProcessor mptcpReactorBuilderPostProcessor(ObjectProvider<ClientReport> report,
				ObjectProvider<ClientSockets> sockets, ObjectProvider<MptcpHttpClientCustomizer> customizers) {
			return new ReactorBuilderPostProcessor(report,
					new CustomizerChoice<>(customizers, (change) -> customizer(sockets.getObject(), change)));
		}

		private static MptcpHttpClientCustomizer customizer(ClientSockets sockets,
				UnaryOperator<ClientSettings> change) {
			return new MptcpHttpClientCustomizer(sockets.sockets(), change.apply(sockets.settings()),
					sockets.observer());
		}

	}

}
