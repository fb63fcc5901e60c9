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

package io.github.mptcpspring.autoconfigure.webflux;

import java.util.List;

import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.autoconfigure.webserver.NativeRequestConnection;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * {@link WebFilter} that sets the attribute {@value MptcpConnection#ATTRIBUTE} of
 * requests. It goes by the request of the server, so that forwarded headers make no
 * difference.
 */
class MptcpConnectionWebFilter implements WebFilter, Ordered {

	private final List<NativeRequestConnection> servers;

	MptcpConnectionWebFilter(List<NativeRequestConnection> servers) {
		this.servers = servers;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		Object nativeRequest = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
		for (NativeRequestConnection server : this.servers) {
			MptcpConnection connection = server.find(nativeRequest);
			if (connection != null) {
				exchange.getAttributes().put(MptcpConnection.ATTRIBUTE, connection);
				break;
			}
		}
		return chain.filter(exchange);
	}

}
