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

import java.util.function.Supplier;

import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.core.Ordered;

/**
 * {@link BeanPostProcessor} that applies the settings to WebClient, RestClient and
 * RestTemplate with Reactor Netty.
 * <p>
 * It customizes the initialized builders of Boot and of the application, because Boot's
 * customizers only apply to Boot's builders. By then the application has set their event
 * loops.
 */
class ReactorBuilderPostProcessor implements BeanPostProcessor, Ordered {

	private final ObjectProvider<ClientSockets> sockets;

	private final Supplier<MptcpHttpClientCustomizer> customizer;

	ReactorBuilderPostProcessor(ObjectProvider<ClientSockets> sockets, Supplier<MptcpHttpClientCustomizer> customizer) {
		this.sockets = sockets;
		this.customizer = customizer;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return switch (bean) {
			case ReactorClientHttpConnectorBuilder builder when isAskedFor() ->
				builder.withHttpClientCustomizer(this.customizer.get());
			case ReactorClientHttpRequestFactoryBuilder builder when isAskedFor() ->
				builder.withHttpClientCustomizer(this.customizer.get());
			default -> bean;
		};
	}

	private boolean isAskedFor() {
		return !this.sockets.getObject().settings().isPlain();
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
