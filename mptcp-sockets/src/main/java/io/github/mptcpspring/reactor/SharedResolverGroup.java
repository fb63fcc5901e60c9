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

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import reactor.netty.http.HttpResources;

/**
 * The shared resolver of Reactor Netty for clients without their own one, looked up at
 * each use, because it is replaced after it was disposed.
 */
final class SharedResolverGroup extends AddressResolverGroup<SocketAddress> {

	static final SharedResolverGroup INSTANCE = new SharedResolverGroup();

	private SharedResolverGroup() {
	}

	@Override
	@SuppressWarnings("unchecked")
	public AddressResolver<SocketAddress> getResolver(EventExecutor executor) {
		AddressResolverGroup<?> shared = HttpResources.get().getOrCreateDefaultResolver();
		return (AddressResolver<SocketAddress>) shared.getResolver(executor);
	}

	@Override
	protected AddressResolver<SocketAddress> newResolver(EventExecutor executor) {
		return getResolver(executor);
	}

	@Override
	public void close() {
		// The resolver is shared
	}

}
