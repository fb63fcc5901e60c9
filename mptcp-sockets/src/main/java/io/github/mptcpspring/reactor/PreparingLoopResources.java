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

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.internal.netty.ChannelPreparation;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * {@link LoopResources} that delegate to other ones, and prepare each new channel before
 * it is registered.
 * <p>
 * Instances with equal delegates and preparations are equal: Reactor Netty has one
 * connection pool for clients with equal resources.
 */
class PreparingLoopResources implements LoopResources {

	private final Supplier<? extends LoopResources> delegate;

	private final ChannelPreparation preparation;

	PreparingLoopResources(Supplier<? extends LoopResources> delegate, ChannelPreparation preparation) {
		this.delegate = delegate;
		this.preparation = preparation;
	}

	/**
	 * Wrap resources, which remain a {@link ConnectionProvider} if they are one:
	 * {@link reactor.netty.http.HttpResources} are both, and a server of Reactor Netty
	 * that stops disposes the pools of its clients through its event loops.
	 * @param delegate the resources, looked up at each use: shared resources of Reactor
	 * Netty are replaced after they were disposed
	 * @param preparation the preparation of their channels
	 * @return the wrapped resources
	 */
	static LoopResources wrap(Supplier<? extends LoopResources> delegate, ChannelPreparation preparation) {
		return (delegate.get() instanceof ConnectionProvider) ? new PreparingPooledResources(delegate, preparation)
				: new PreparingLoopResources(delegate, preparation);
	}

	final LoopResources delegate() {
		return this.delegate.get();
	}

	final ChannelPreparation preparation() {
		return this.preparation;
	}

	@Override
	public <C extends Channel> C onChannel(Class<C> channelType, EventLoopGroup group) {
		LoopResources resources = delegate();
		// onChannelClass does not support every type (Unix domain)
		if (channelType == SocketChannel.class) {
			this.preparation.expectClient(resources.onChannelClass(channelType, group));
		}
		C channel = resources.onChannel(channelType, group);
		try {
			this.preparation.prepare(channel);
			return channel;
		}
		catch (MptcpUnavailableException ex) {
			channel.unsafe().closeForcibly();
			throw new UncheckedIOException(ex);
		}
		catch (RuntimeException | Error ex) {
			channel.unsafe().closeForcibly();
			throw ex;
		}
	}

	@Override
	public <C extends Channel> Class<? extends C> onChannelClass(Class<C> channelType, EventLoopGroup group) {
		return delegate().onChannelClass(channelType, group);
	}

	@Override
	public EventLoopGroup onClient(boolean useNative) {
		return delegate().onClient(useNative);
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return delegate().onServer(useNative);
	}

	@Override
	public EventLoopGroup onServerSelect(boolean useNative) {
		return delegate().onServerSelect(useNative);
	}

	@Override
	public boolean daemon() {
		return delegate().daemon();
	}

	@Override
	public void dispose() {
		delegate().dispose();
	}

	@Override
	public boolean isDisposed() {
		return delegate().isDisposed();
	}

	@Override
	public Mono<Void> disposeLater() {
		return delegate().disposeLater();
	}

	@Override
	public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
		return delegate().disposeLater(quietPeriod, timeout);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other != null && other.getClass() == getClass()
				&& ((PreparingLoopResources) other).delegate().equals(delegate())
				&& ((PreparingLoopResources) other).preparation.equals(this.preparation);
	}

	@Override
	public int hashCode() {
		return Objects.hash(delegate(), this.preparation);
	}

}
