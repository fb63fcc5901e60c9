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

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Says how an application makes Reactor Netty the client that Spring Boot chooses.
 */
final class ReactorNettyChoice {

	/** For RestClient and RestTemplate. */
	static final String IMPERATIVE = "spring.http.clients.imperative.factory=reactor";

	/** For WebClient. */
	static final String REACTIVE = "spring.http.clients.reactive.connector=reactor";

	private static final String REACTOR_NETTY = "reactor.netty.http.client.HttpClient";

	private ReactorNettyChoice() {
	}

	/**
	 * Return whether the application has Reactor Netty.
	 * @param classLoader the class loader of the application
	 * @return {@code true} if it is on the class path
	 */
	static boolean isPresent(@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(REACTOR_NETTY, classLoader);
	}

	/**
	 * Return what to do.
	 * @param properties the properties that choose Reactor Netty
	 * @param classLoader the class loader of the application
	 * @return a sentence without a full stop
	 */
	static String instruction(String properties, @Nullable ClassLoader classLoader) {
		return (isPresent(classLoader) ? "Choose Reactor Netty, which is on the class path: "
				: "Add the dependency io.projectreactor.netty:reactor-netty-http and choose it: ") + properties;
	}

}
