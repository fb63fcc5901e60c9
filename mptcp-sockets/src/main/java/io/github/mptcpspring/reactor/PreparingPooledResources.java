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

import java.net.SocketAddress;
import java.util.Map;
import java.util.function.Supplier;

import io.github.mptcpspring.internal.netty.ChannelPreparation;
import io.netty.resolver.AddressResolverGroup;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.TransportConfig;

/**
 * {@link PreparingLoopResources} for resources that are connection providers too.
 */
final class PreparingPooledResources extends PreparingLoopResources implements ConnectionProvider {

	PreparingPooledResources(Supplier<? extends LoopResources> delegate, ChannelPreparation preparation) {
		super(delegate, preparation);
	}

	private ConnectionProvider connections() {
		return (ConnectionProvider) delegate();
	}

	@Override
	public Mono<? extends Connection> acquire(TransportConfig config, ConnectionObserver connectionObserver,
			@Nullable Supplier<? extends SocketAddress> remoteAddress,
			@Nullable AddressResolverGroup<?> resolverGroup) {
		return connections().acquire(config, connectionObserver, remoteAddress, resolverGroup);
	}

	@Override
	public void disposeWhen(SocketAddress remoteAddress) {
		connections().disposeWhen(remoteAddress);
	}

	@Override
	public int maxConnections() {
		return connections().maxConnections();
	}

	@Override
	public @Nullable Map<SocketAddress, Integer> maxConnectionsPerHost() {
		return connections().maxConnectionsPerHost();
	}

	@Override
	public @Nullable Builder mutate() {
		return connections().mutate();
	}

	@Override
	public @Nullable String name() {
		return connections().name();
	}

	@Override
	public void dispose() {
		super.dispose();
	}

	@Override
	public Mono<Void> disposeLater() {
		return super.disposeLater();
	}

}
