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

import io.github.mptcpspring.netty.MptcpHttpClientCustomizer;

import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.core.Ordered;

/**
 * {@link ClientHttpRequestFactoryBuilderCustomizer} that makes RestClient and
 * RestTemplate on Reactor Netty connect as the properties say. It comes after those of
 * Boot (order 0) and of the application (whose beans without an order have the same one
 * and are registered before those of an auto-configuration), so that it finds the event
 * loops that these have chosen.
 */
class ReactorRequestFactoryCustomizer
		implements ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder>, Ordered {

	private final MptcpHttpClientCustomizer customizer;

	ReactorRequestFactoryCustomizer(MptcpHttpClientCustomizer customizer) {
		this.customizer = customizer;
	}

	@Override
	public ReactorClientHttpRequestFactoryBuilder customize(ReactorClientHttpRequestFactoryBuilder builder) {
		return builder.withHttpClientCustomizer(this.customizer);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
