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

package io.github.mptcpspring.autoconfigure;

import io.github.mptcpspring.diagnosis.Wishes;
import io.github.mptcpspring.netty.MptcpHttpClientCustomizer;
import io.github.mptcpspring.socket.ShortcomingObserver;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for MPTCP and Fast Open on the HTTP
 * clients that Spring Boot builds: WebClient, RestClient, RestTemplate and HTTP service
 * clients.
 */
@AutoConfiguration(after = { MptcpAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
		ReactiveHttpClientAutoConfiguration.class })
@ConditionalOnClass(ClientHttpRequestFactoryBuilder.class)
@ConditionalOnBean(Wishes.class)
public final class HttpClientMptcpAutoConfiguration {

	HttpClientMptcpAutoConfiguration() {
	}

	@Bean
	UnreachableClientReporter mptcpUnreachableClientReporter(ClientMptcpProperties mptcp, FastOpenProperties fastOpen,
			ObjectProvider<ShortcomingObserver> observers,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> imperative,
			ObjectProvider<ClientHttpConnectorBuilder<?>> reactive) {
		return new UnreachableClientReporter(mptcp.clientSettings(fastOpen),
				ShortcomingObserver.of(observers.orderedStream().toList()), imperative, reactive);
	}

	/**
	 * Reactor Netty.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpClient.class)
	static class ReactorNetty {

		@Bean
		@ConditionalOnMissingBean
		MptcpHttpClientCustomizer mptcpHttpClientCustomizer(ClientMptcpProperties mptcp, FastOpenProperties fastOpen,
				ObjectProvider<ShortcomingObserver> observers) {
			return create(mptcp, fastOpen, observers);
		}

		@Bean
		ReactorConnectorCustomizer mptcpReactorConnectorCustomizer(
				ObjectProvider<MptcpHttpClientCustomizer> customizers, ClientMptcpProperties mptcp,
				FastOpenProperties fastOpen, ObjectProvider<ShortcomingObserver> observers) {
			return new ReactorConnectorCustomizer(customizers.getIfUnique(() -> create(mptcp, fastOpen, observers)));
		}

		@Bean
		ReactorRequestFactoryCustomizer mptcpReactorRequestFactoryCustomizer(
				ObjectProvider<MptcpHttpClientCustomizer> customizers, ClientMptcpProperties mptcp,
				FastOpenProperties fastOpen, ObjectProvider<ShortcomingObserver> observers) {
			return new ReactorRequestFactoryCustomizer(
					customizers.getIfUnique(() -> create(mptcp, fastOpen, observers)));
		}

		// Also for Boot's clients where the application has several of its own, for
		// clients that it builds itself, and none is primary
		private static MptcpHttpClientCustomizer create(ClientMptcpProperties mptcp, FastOpenProperties fastOpen,
				ObjectProvider<ShortcomingObserver> observers) {
			return new MptcpHttpClientCustomizer(mptcp.clientSettings(fastOpen),
					ShortcomingObserver.of(observers.orderedStream().toList()));
		}

	}

}
