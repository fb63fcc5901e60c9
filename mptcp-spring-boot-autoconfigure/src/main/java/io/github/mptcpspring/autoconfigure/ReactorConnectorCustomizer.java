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

import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.core.Ordered;

/**
 * {@link ClientHttpConnectorBuilderCustomizer} that makes WebClient on Reactor Netty
 * connect as the properties say. It comes after those of Boot (order 0) and of the
 * application (whose beans without an order have the same one and are registered before
 * those of an auto-configuration), so that it finds the event loops that these have
 * chosen.
 */
class ReactorConnectorCustomizer
		implements ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder>, Ordered {

	private final MptcpHttpClientCustomizer customizer;

	ReactorConnectorCustomizer(MptcpHttpClientCustomizer customizer) {
		this.customizer = customizer;
	}

	@Override
	public ReactorClientHttpConnectorBuilder customize(ReactorClientHttpConnectorBuilder builder) {
		return builder.withHttpClientCustomizer(this.customizer);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
