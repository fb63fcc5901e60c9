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

package io.github.mptcpspring.reactor;

import java.util.function.UnaryOperator;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.netty.RefusableOptions;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.netty.resolver.AddressResolverGroup;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.ProxyProvider.Proxy;

/**
 * Lets an {@link HttpClient} connect with MPTCP and Fast Open, on its own event loops and
 * with its own connection pool. In a Spring Boot application, clients that the
 * application builds itself can be customized with the bean of this type.
 * <p>
 * Without Spring:
 *
 * <pre>{@code
 * ClientSettings settings = new ClientSettings(true, OnUnavailable.FALLBACK, false);
 * HttpClient client = new MptcpHttpClientCustomizer(MptcpSockets.create(), settings,
 *         (problem) -> System.err.println(problem.summary()))
 *     .apply(HttpClient.create());
 * }</pre>
 */
public final class MptcpHttpClientCustomizer implements UnaryOperator<HttpClient> {

	private final ClientSockets sockets;

	/**
	 * Create a new customizer.
	 * @param sockets the sockets of this process
	 * @param settings the settings of clients
	 * @param observer is notified of the result for each socket
	 */
	public MptcpHttpClientCustomizer(MptcpSockets sockets, ClientSettings settings, ProblemObserver observer) {
		this.sockets = new ClientSockets(ProcessSockets.of(sockets), settings,
				observer.forClient("Reactor Netty client"));
	}

	/**
	 * Apply the settings to a client.
	 * @param client the client. Its event loops and resolver must be set before: later
	 * calls of {@code runOn} and {@code resolver} replace this customization
	 * @return the customized client, or the same if there is nothing to do
	 */
	@Override
	public HttpClient apply(HttpClient client) {
		if (this.sockets.settings().isPlain()) {
			return client;
		}
		HttpClientConfig configuration = client.configuration();
		if (configuration.loopResources() instanceof PreparingLoopResources prepared
				&& prepared.preparation() instanceof HttpClientPreparation preparation
				&& preparation.sockets().equals(this.sockets)) {
			return client;
		}
		RefusableOptions options = RefusableOptions.among(configuration.options());
		HttpClient customized = options.removeFrom(client, (from, option) -> from.option(option, null));
		LoopResources loops = PreparingLoopResources.wrap(configuration::loopResources,
				new HttpClientPreparation(this.sockets, options));
		AddressResolverGroup<?> resolver = configuration.resolver();
		if (resolver == null && this.sockets.settings().fastOpen()) {
			resolver = SharedResolverGroup.INSTANCE;
		}
		customized = (resolver != null) ? customized.resolver(resolver).runOn(loops, configuration.isPreferNative())
				: runOnWithoutResolver(customized, loops, configuration.isPreferNative());
		return this.sockets.settings().fastOpen() ? AddressMarkingResolverGroup.applyTo(customized) : customized;
	}

	// If no resolver is set, runOn sets one for its event loops. A proxy that is chosen
	// for each request (proxyWhen) only resolves names if no resolver is set. With a
	// proxy, runOn sets none, and noProxy removes both.
	private static HttpClient runOnWithoutResolver(HttpClient client, LoopResources loops, boolean preferNative) {
		return client.proxy((spec) -> spec.type(Proxy.HTTP).host("127.0.0.1").port(1))
			.runOn(loops, preferNative)
			.noProxy();
	}

	/**
	 * Return whether a customizer of this type has been applied to a client.
	 * @param client the client
	 * @return {@code true} if it has been applied and the event loops were not changed
	 * afterwards
	 */
	public static boolean isApplied(HttpClient client) {
		return client.configuration().loopResources() instanceof PreparingLoopResources prepared
				&& prepared.preparation() instanceof HttpClientPreparation;
	}

}
