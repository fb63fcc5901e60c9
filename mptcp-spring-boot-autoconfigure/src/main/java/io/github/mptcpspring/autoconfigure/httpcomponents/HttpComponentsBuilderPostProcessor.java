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

package io.github.mptcpspring.autoconfigure.httpcomponents;

import java.util.function.Supplier;

import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.httpclient.ClientBuilderPostProcessor;
import io.github.mptcpspring.httpcomponents.MptcpConnectionManagerCustomizer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;

/**
 * {@link ClientBuilderPostProcessor} for RestClient and RestTemplate with HttpComponents.
 * Those of WebClient have channels that cannot be reached.
 */
class HttpComponentsBuilderPostProcessor extends ClientBuilderPostProcessor<HttpClient> {

	private final Supplier<MptcpConnectionManagerCustomizer> customizer;

	HttpComponentsBuilderPostProcessor(ObjectProvider<ClientReport> report,
			Supplier<MptcpConnectionManagerCustomizer> customizer) {
		super(report, "HttpComponents client", HttpClient.class, HttpComponentsBuilderPostProcessor::isApplied,
				"apply the bean mptcpConnectionManagerCustomizer to the builder of its connection manager");
		this.customizer = customizer;
	}

	private static boolean isApplied(HttpClient client) {
		HttpClientConnectionManager manager = findField(client, HttpClientConnectionManager.class);
		HttpConnectionFactory<?> factory = (manager != null) ? findField(manager, HttpConnectionFactory.class) : null;
		return factory != null && MptcpConnectionManagerCustomizer.isApplied(factory);
	}

	@Override
	protected boolean isReachable(Object builder) {
		return builder instanceof HttpComponentsClientHttpRequestFactoryBuilder;
	}

	@Override
	protected Object customize(Object builder) {
		return ((HttpComponentsClientHttpRequestFactoryBuilder) builder)
			.withConnectionManagerCustomizer((client) -> this.customizer.get().accept(client));
	}

}
