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

package io.github.mptcpspring.netty;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;

import io.github.mptcpspring.socket.MptcpUnavailableException;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * {@link LoopResources} that are those of somebody else, event loops, threads and
 * shutdown, and prepare each channel that they make before it is registered.
 * <p>
 * Two of them are equal when they do the same with the same resources: Reactor Netty
 * keeps one connection pool for clients whose resources are equal.
 */
abstract class DelegatingLoopResources implements LoopResources {

	private final LoopResources delegate;

	private final Object preparation;

	DelegatingLoopResources(LoopResources delegate, Object preparation) {
		this.delegate = delegate;
		this.preparation = preparation;
	}

	/**
	 * Prepare a channel that is neither registered nor bound nor connected.
	 * @param channel the channel
	 * @throws MptcpUnavailableException when the channel must not be used
	 */
	abstract void prepare(Channel channel) throws MptcpUnavailableException;

	@Override
	public <C extends Channel> C onChannel(Class<C> channelType, EventLoopGroup group) {
		C channel = this.delegate.onChannel(channelType, group);
		try {
			prepare(channel);
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
		return this.delegate.onChannelClass(channelType, group);
	}

	@Override
	public EventLoopGroup onClient(boolean useNative) {
		return this.delegate.onClient(useNative);
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return this.delegate.onServer(useNative);
	}

	@Override
	public EventLoopGroup onServerSelect(boolean useNative) {
		return this.delegate.onServerSelect(useNative);
	}

	@Override
	public boolean daemon() {
		return this.delegate.daemon();
	}

	@Override
	public void dispose() {
		this.delegate.dispose();
	}

	@Override
	public boolean isDisposed() {
		return this.delegate.isDisposed();
	}

	@Override
	public Mono<Void> disposeLater() {
		return this.delegate.disposeLater();
	}

	@Override
	public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
		return this.delegate.disposeLater(quietPeriod, timeout);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other != null && other.getClass() == getClass()
				&& ((DelegatingLoopResources) other).delegate.equals(this.delegate)
				&& ((DelegatingLoopResources) other).preparation.equals(this.preparation);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.delegate, this.preparation);
	}

}
