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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.client.ClientSockets;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.util.ClassUtils;

/**
 * Reports once at startup that the sockets of HTTP clients are not accessible. Kinds of
 * clients that the application does not have are ignored.
 */
class UnreachableClientReporter implements SmartInitializingSingleton, BeanClassLoaderAware {

	private static final String REST_CLIENT = "org.springframework.boot.restclient.RestClientCustomizer";

	private static final String WEB_CLIENT_MODULE = "org.springframework.boot.webclient.WebClientCustomizer";

	private static final String WEB_CLIENT = "org.springframework.web.reactive.function.client.WebClient";

	private final ClientSockets sockets;

	private final ObjectProvider<ClientHttpRequestFactoryBuilder<?>> imperative;

	private final ObjectProvider<ClientHttpConnectorBuilder<?>> reactive;

	private final Predicate<Object> settled;

	private @Nullable ClassLoader classLoader;

	/**
	 * Create a new instance.
	 * @param sockets the kit for clients
	 * @param settled whether the clients of a builder are reached, or have already been
	 * reported
	 * @param imperative builds the clients of RestClient and RestTemplate
	 * @param reactive builds those of WebClient
	 */
	UnreachableClientReporter(ClientSockets sockets, Predicate<Object> settled,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> imperative,
			ObjectProvider<ClientHttpConnectorBuilder<?>> reactive) {
		this.sockets = sockets;
		this.settled = settled;
		this.imperative = imperative;
		this.reactive = reactive;
	}

	@Override
	public void setBeanClassLoader(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.sockets.settings().isPlain()) {
			return;
		}
		boolean restClient = isPresent(REST_CLIENT);
		boolean webClient = isPresent(WEB_CLIENT_MODULE) && isPresent(WEB_CLIENT);
		// Without Boot's modules the application uses the builders directly
		boolean builders = !restClient && !webClient;
		List<String> unreachable = new ArrayList<>();
		List<String> choices = new ArrayList<>();
		if (restClient || builders) {
			this.imperative.orderedStream().filter((builder) -> !this.settled.test(builder)).forEach((builder) -> {
				unreachable.add(builder.getClass().getSimpleName());
				choices.add(ReactorNettyChoice.IMPERATIVE);
			});
		}
		if (webClient || builders) {
			this.reactive.orderedStream().filter((builder) -> !this.settled.test(builder)).forEach((builder) -> {
				unreachable.add(builder.getClass().getSimpleName());
				choices.add(ReactorNettyChoice.REACTIVE);
			});
		}
		if (!unreachable.isEmpty()) {
			report(String.join(", ", unreachable), choices.stream().distinct().collect(Collectors.joining(" and ")));
		}
	}

	private boolean isPresent(String type) {
		return ClassUtils.isPresent(type, this.classLoader);
	}

	private void report(String unreachable, String choices) {
		this.sockets.leave(
				Problem.permanent("the sockets of the client that Boot chose (" + unreachable + ") cannot be reached",
						ReactorNettyChoice.instruction(choices, this.classLoader)));
	}

}
