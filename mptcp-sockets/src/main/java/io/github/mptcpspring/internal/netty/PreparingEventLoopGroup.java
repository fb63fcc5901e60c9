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

package io.github.mptcpspring.internal.netty;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.MptcpUnavailableException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * {@link EventLoopGroup} that delegates to another one, and prepares each channel of a
 * client before it is registered. For libraries that let an application choose the event
 * loops only. Options of the channel have been set by then, which the swap copies.
 */
public final class PreparingEventLoopGroup extends AbstractEventExecutorGroup implements EventLoopGroup {

	private final EventLoopGroup delegate;

	private final ChannelPreparation preparation;

	/**
	 * Create a new group.
	 * @param delegate has the event loops
	 * @param preparation the preparation of the channels
	 */
	public PreparingEventLoopGroup(EventLoopGroup delegate, ChannelPreparation preparation) {
		this.delegate = delegate;
		this.preparation = preparation;
	}

	/**
	 * Return the group that has the event loops.
	 * @return the group
	 */
	public EventLoopGroup delegate() {
		return this.delegate;
	}

	@Override
	public ChannelFuture register(Channel channel) {
		Throwable failure = prepare(channel);
		return (failure != null) ? fail(new DefaultChannelPromise(channel, GlobalEventExecutor.INSTANCE), failure)
				: this.delegate.register(channel);
	}

	@Override
	public ChannelFuture register(ChannelPromise promise) {
		Throwable failure = prepare(promise.channel());
		return (failure != null) ? fail(promise, failure) : this.delegate.register(promise);
	}

	@Override
	@Deprecated
	public ChannelFuture register(Channel channel, ChannelPromise promise) {
		Throwable failure = prepare(channel);
		return (failure != null) ? fail(promise, failure) : this.delegate.register(channel, promise);
	}

	private @Nullable Throwable prepare(Channel channel) {
		try {
			this.preparation.prepare(channel);
			return null;
		}
		catch (MptcpUnavailableException | RuntimeException ex) {
			return ex;
		}
	}

	// The event loop is not known yet. A bootstrap closes the channel, others need not
	private static ChannelFuture fail(ChannelPromise promise, Throwable failure) {
		promise.channel().unsafe().closeForcibly();
		return promise.setFailure(failure);
	}

	@Override
	public EventLoop next() {
		return this.delegate.next();
	}

	@Override
	public Iterator<EventExecutor> iterator() {
		return this.delegate.iterator();
	}

	@Override
	public boolean isShuttingDown() {
		return this.delegate.isShuttingDown();
	}

	@Override
	public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
		return this.delegate.shutdownGracefully(quietPeriod, timeout, unit);
	}

	@Override
	public Future<?> terminationFuture() {
		return this.delegate.terminationFuture();
	}

	@Override
	@Deprecated
	public void shutdown() {
		this.delegate.shutdown();
	}

	@Override
	@Deprecated
	public List<Runnable> shutdownNow() {
		return this.delegate.shutdownNow();
	}

	@Override
	public boolean isShutdown() {
		return this.delegate.isShutdown();
	}

	@Override
	public boolean isTerminated() {
		return this.delegate.isTerminated();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
		return this.delegate.awaitTermination(timeout, unit);
	}

}
