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
 * Makes an {@link HttpClient} connect with MPTCP and Fast Open, on the event loops and
 * with the connection pool that it has. This is also the way in for a client that is
 * built by hand.
 */
public final class MptcpHttpClientCustomizer implements UnaryOperator<HttpClient> {

	private final ClientSockets sockets;

	/**
	 * Create a new customizer.
	 * @param sockets the sockets of this process
	 * @param settings what clients are asked to do
	 * @param observer is notified of the result for each socket
	 */
	public MptcpHttpClientCustomizer(MptcpSockets sockets, ClientSettings settings, ProblemObserver observer) {
		this.sockets = new ClientSockets(ProcessSockets.of(sockets), settings, observer);
	}

	/**
	 * Make a client connect as the settings ask for.
	 * @param client the client, whose event loops and resolver must have been chosen
	 * already: what {@code runOn} and {@code resolver} are told later takes the place of
	 * this
	 * @return the client to use, the same when there is nothing to do
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

	// Where no resolver was chosen, runOn chooses one that runs on what it is given. A
	// proxy that is chosen for each request (proxyWhen) is told names only where there is
	// none. Beside a proxy runOn leaves that to the proxy, and noProxy forgets both.
	private static HttpClient runOnWithoutResolver(HttpClient client, LoopResources loops, boolean preferNative) {
		return client.proxy((spec) -> spec.type(Proxy.HTTP).host("127.0.0.1").port(1))
			.runOn(loops, preferNative)
			.noProxy();
	}

	/**
	 * Return whether a client connects as settings of this starter say.
	 * @param client the client
	 * @return whether a customizer was applied to it, and its event loops were not chosen
	 * again after that
	 */
	public static boolean isApplied(HttpClient client) {
		return client.configuration().loopResources() instanceof PreparingLoopResources prepared
				&& prepared.preparation() instanceof HttpClientPreparation;
	}

}
