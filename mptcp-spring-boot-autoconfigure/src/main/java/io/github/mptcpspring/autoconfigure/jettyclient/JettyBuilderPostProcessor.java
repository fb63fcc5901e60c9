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

package io.github.mptcpspring.autoconfigure.jettyclient;

import java.util.function.Supplier;

import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.httpclient.ClientBuilderPostProcessor;
import io.github.mptcpspring.jettyclient.MptcpJettyClientCustomizer;
import org.eclipse.jetty.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;

/**
 * {@link ClientBuilderPostProcessor} for WebClient, RestClient and RestTemplate with
 * Jetty, whoever makes their transport and its connector.
 */
class JettyBuilderPostProcessor extends ClientBuilderPostProcessor<HttpClient> {

	private final Supplier<MptcpJettyClientCustomizer> customizer;

	JettyBuilderPostProcessor(ObjectProvider<ClientReport> report, Supplier<MptcpJettyClientCustomizer> customizer) {
		super(report, "Jetty client", HttpClient.class, MptcpJettyClientCustomizer::isApplied,
				"apply the bean mptcpJettyClientCustomizer to its Jetty HttpClient");
		this.customizer = customizer;
	}

	@Override
	protected boolean isReachable(Object builder) {
		return builder instanceof JettyClientHttpConnectorBuilder
				|| builder instanceof JettyClientHttpRequestFactoryBuilder;
	}

	@Override
	protected Object customize(Object builder) {
		return (builder instanceof JettyClientHttpConnectorBuilder reactive)
				? reactive.withHttpClientCustomizer((client) -> this.customizer.get().accept(client))
				: ((JettyClientHttpRequestFactoryBuilder) builder)
					.withHttpClientCustomizer((client) -> this.customizer.get().accept(client));
	}

}
