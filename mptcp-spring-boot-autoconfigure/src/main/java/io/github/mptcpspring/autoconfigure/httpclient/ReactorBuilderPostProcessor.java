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

import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;

/**
 * {@link ClientBuilderPostProcessor} for WebClient, RestClient and RestTemplate with
 * Reactor Netty. The application has set their event loops by then.
 */
class ReactorBuilderPostProcessor extends ClientBuilderPostProcessor<HttpClient> {

	static final String INSTRUCTION = "build its reactor.netty HttpClient with the bean mptcpHttpClientCustomizer";

	private final Supplier<MptcpHttpClientCustomizer> customizer;

	ReactorBuilderPostProcessor(ObjectProvider<ClientReport> report, Supplier<MptcpHttpClientCustomizer> customizer) {
		super(report, "Reactor Netty client", HttpClient.class, MptcpHttpClientCustomizer::isApplied, INSTRUCTION);
		this.customizer = customizer;
	}

	@Override
	protected boolean isReachable(Object builder) {
		return builder instanceof ReactorClientHttpConnectorBuilder
				|| builder instanceof ReactorClientHttpRequestFactoryBuilder;
	}

	@Override
	protected Object customize(Object builder) {
		return (builder instanceof ReactorClientHttpConnectorBuilder reactive)
				? reactive.withHttpClientCustomizer((client) -> this.customizer.get().apply(client))
				: ((ReactorClientHttpRequestFactoryBuilder) builder)
					.withHttpClientCustomizer((client) -> this.customizer.get().apply(client));
	}

}
