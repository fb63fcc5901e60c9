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

package io.github.mptcpspring.lettuce;

import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.internal.netty.ChannelPreparation;
import io.github.mptcpspring.internal.netty.PreparingEventLoopGroup;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;

/**
 * {@link EventLoopGroupProvider} that delegates to another one, which counts the users of
 * its event loops, and prepares the channels that are registered with them.
 *
 * @param delegate provides the event loops
 * @param preparation the preparation of the channels
 */
record PreparingEventLoopGroupProvider(EventLoopGroupProvider delegate,
		ChannelPreparation preparation) implements EventLoopGroupProvider {

	/**
	 * Allocate event loops. Lettuce calls this for each client, and the type of the
	 * result is only that of a group: it is the type parameter that is not checked.
	 */
	@Override
	@SuppressWarnings("unchecked")
	public <T extends EventLoopGroup> T allocate(Class<T> type) {
		return (T) new PreparingEventLoopGroup(this.delegate.allocate(type), this.preparation);
	}

	@Override
	public int threadPoolSize() {
		return this.delegate.threadPoolSize();
	}

	@Override
	public Future<Boolean> release(EventExecutorGroup eventLoopGroup, long quietPeriod, long timeout, TimeUnit unit) {
		return this.delegate.release(
				(eventLoopGroup instanceof PreparingEventLoopGroup preparing) ? preparing.delegate() : eventLoopGroup,
				quietPeriod, timeout, unit);
	}

	@Override
	public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit timeUnit) {
		return this.delegate.shutdown(quietPeriod, timeout, timeUnit);
	}

}
