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

import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.socket.ConnectionReader;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Closes the channels of one event loop whose connections the kernel has given up because
 * they had no subflow any more. Of that {@code epoll(7)} tells with {@code EPOLLHUP}
 * alone, which Netty's epoll transport passes over (4.2.15): without this class the
 * channel would stay for ever and the event loop spin.
 * <p>
 * The kernel waits {@code net.mptcp.close_timeout} for another subflow, 60 seconds by
 * default, so to look once a second is soon enough, and costs one system call for each
 * connection.
 */
final class GivenUpConnections {

	private static final int PERIOD_SECONDS = 1;

	private static final FastThreadLocal<GivenUpConnections> OF_THIS_LOOP = new FastThreadLocal<>() {

		@Override
		protected GivenUpConnections initialValue() {
			return new GivenUpConnections();
		}

	};

	private final Set<Channel> watched = new LinkedHashSet<>();

	private @Nullable Future<?> watch;

	private GivenUpConnections() {
	}

	/**
	 * Answer the one of the event loop whose thread calls.
	 * @return the one of this event loop
	 */
	static GivenUpConnections ofThisLoop() {
		return OF_THIS_LOOP.get();
	}

	void watch(Channel channel) {
		this.watched.add(channel);
		if (this.watch == null) {
			EventExecutor loop = channel.eventLoop();
			this.watch = loop.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
		}
	}

	void unwatch(Channel channel) {
		this.watched.remove(channel);
		Future<?> running = this.watch;
		if (this.watched.isEmpty() && running != null) {
			running.cancel(false);
			this.watch = null;
		}
	}

	private void look() {
		for (Channel channel : Set.copyOf(this.watched)) {
			if (ConnectionReader.ofThisHost().isGivenUp(ChannelReference.to(channel))) {
				channel.pipeline().fireExceptionCaught(new SocketException("Connection reset: no subflow is left"));
				channel.close();
			}
		}
	}

}
