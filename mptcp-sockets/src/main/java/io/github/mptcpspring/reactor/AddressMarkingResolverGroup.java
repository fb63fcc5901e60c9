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
import java.util.List;
import java.util.Objects;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/**
 * Resolver of a client that marks the addresses of a name with several addresses: a
 * channel that connects only receives one address.
 * <p>
 * Instances with equal delegates are equal: Reactor Netty has one connection pool for
 * clients with equal resolvers.
 */
final class AddressMarkingResolverGroup extends AddressResolverGroup<SocketAddress> {

	private final AddressResolverGroup<SocketAddress> delegate;

	private AddressMarkingResolverGroup(AddressResolverGroup<SocketAddress> delegate) {
		this.delegate = delegate;
	}

	/**
	 * Mark the addresses that a client connects to.
	 * @param client the client
	 * @return the client to use
	 */
	@SuppressWarnings("unchecked")
	static HttpClient applyTo(HttpClient client) {
		AddressResolverGroup<?> resolver = client.configuration().resolver();
		if (resolver == null) {
			resolver = client.configuration().defaultAddressResolverGroup();
		}
		// If a proxy resolves the addresses, there is nothing to mark
		if (resolver instanceof NoopAddressResolverGroup || resolver instanceof AddressMarkingResolverGroup) {
			return client;
		}
		return client.resolver(new AddressMarkingResolverGroup((AddressResolverGroup<SocketAddress>) resolver));
	}

	// The delegate has one for each event loop, and closes it with the event loop
	@Override
	public AddressResolver<SocketAddress> getResolver(EventExecutor executor) {
		return newResolver(executor);
	}

	@Override
	protected AddressResolver<SocketAddress> newResolver(EventExecutor executor) {
		return new AddressMarkingResolver(this.delegate.getResolver(executor), executor);
	}

	@Override
	public void close() {
		this.delegate.close();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AddressMarkingResolverGroup that && that.delegate.equals(this.delegate);
	}

	@Override
	public int hashCode() {
		return Objects.hash(getClass(), this.delegate);
	}

	/**
	 * The resolver of an event loop.
	 *
	 * @param delegate resolves the addresses
	 * @param executor the event loop
	 */
	private record AddressMarkingResolver(AddressResolver<SocketAddress> delegate,
			EventExecutor executor) implements AddressResolver<SocketAddress> {

		@Override
		public boolean isSupported(SocketAddress address) {
			return this.delegate.isSupported(address);
		}

		@Override
		public boolean isResolved(SocketAddress address) {
			return this.delegate.isResolved(address);
		}

		@Override
		public Future<SocketAddress> resolve(SocketAddress address) {
			return this.delegate.resolve(address);
		}

		@Override
		public Future<SocketAddress> resolve(SocketAddress address, Promise<SocketAddress> promise) {
			return this.delegate.resolve(address, promise);
		}

		@Override
		public Future<List<SocketAddress>> resolveAll(SocketAddress address) {
			return resolveAll(address, this.executor.newPromise());
		}

		@Override
		public Future<List<SocketAddress>> resolveAll(SocketAddress address, Promise<List<SocketAddress>> promise) {
			this.delegate.resolveAll(address).addListener((FutureListener<List<SocketAddress>>) (resolved) -> {
				if (resolved.isSuccess()) {
					promise.trySuccess(AlternativeAddress.mark(resolved.getNow()));
				}
				else {
					promise.tryFailure(resolved.cause());
				}
			});
			return promise;
		}

		@Override
		public void close() {
			this.delegate.close();
		}

	}

}
