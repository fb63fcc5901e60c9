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

package io.github.mptcpspring.endpoint;

import java.util.List;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Makes a user of whoever sends the headers {@code User} and {@code Role}, on Spring
 * WebFlux.
 */
@Configuration(proxyBeanMethods = false)
class ReactiveUsers {

	@Bean
	WebFilter userFilter() {
		return ReactiveUsers::authenticate;
	}

	private static Mono<Void> authenticate(ServerWebExchange exchange, WebFilterChain chain) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		String user = headers.getFirst("User");
		if (user == null) {
			return chain.filter(exchange);
		}
		List<? extends GrantedAuthority> authorities = Stream.ofNullable(headers.getFirst("Role"))
			.map((role) -> new SimpleGrantedAuthority("ROLE_" + role))
			.toList();
		return chain.filter(exchange)
			.contextWrite(ReactiveSecurityContextHolder
				.withAuthentication(new TestingAuthenticationToken(user, null, List.copyOf(authorities))));
	}

}
