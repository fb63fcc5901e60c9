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

import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Closes the channels of one event loop whose MPTCP connections were closed by the kernel
 * because they had lost all subflows. {@code epoll(7)} reports this with {@code EPOLLHUP}
 * only, which Netty's epoll transport ignores (4.2.18): without this class the channel
 * would stay open and the event loop would spin.
 * <p>
 * The kernel waits {@code net.mptcp.close_timeout} for another subflow, 60 seconds by
 * default, so checking once a second is enough. A check is one system call, so the
 * connections are checked in portions: the event loop is blocked for one millisecond at
 * most, and then has ten for its channels.
 * <p>
 * The kernel reports the hang-up once (Linux 6.18; TCP reports EPOLLIN, EPOLLERR,
 * EPOLLHUP and EPOLLRDHUP together), but a channel of Netty handles the other three
 * events only. A second, edge-triggered epoll instance with the same sockets, nested in
 * that of the event loop, would receive it. It would need a second life cycle for each
 * descriptor and would not work with io_uring, and would save only one system call a
 * second for each connection. So this class checks.
 */
final class DeadConnectionReaper {

	private static final long ROUND_MILLIS = 1000;

	private static final long LOOK_MILLIS = 10;

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private static final InternalLogger logger = InternalLoggerFactory.getInstance(DeadConnectionReaper.class);

	private static final FastThreadLocal<DeadConnectionReaper> OF_THIS_LOOP = new FastThreadLocal<>() {

		@Override
		protected DeadConnectionReaper initialValue() {
			return new DeadConnectionReaper(DeadConnectionHandler::isGivenUp, System::nanoTime);
		}

	};

	private final Predicate<Channel> isGivenUp;

	private final LongSupplier nanoTime;

	private final Set<Channel> watched = new LinkedHashSet<>();

	private final Queue<Channel> round = new ArrayDeque<>();

	private @Nullable Future<?> nextLook;

	DeadConnectionReaper(Predicate<Channel> isGivenUp, LongSupplier nanoTime) {
		this.isGivenUp = isGivenUp;
		this.nanoTime = nanoTime;
	}

	/**
	 * Return the reaper of the current event loop.
	 * @return the reaper
	 */
	static DeadConnectionReaper ofThisLoop() {
		return OF_THIS_LOOP.get();
	}

	void watch(Channel channel) {
		this.watched.add(channel);
		if (this.nextLook == null) {
			lookLater(channel.eventLoop(), ROUND_MILLIS);
		}
	}

	void unwatch(Channel channel) {
		this.watched.remove(channel);
		Future<?> next = this.nextLook;
		if (this.watched.isEmpty() && next != null) {
			next.cancel(false);
			this.nextLook = null;
			this.round.clear();
		}
	}

	private void lookLater(EventLoop loop, long millis) {
		Future<?> before = this.nextLook;
		if (before != null) {
			before.cancel(false);
		}
		this.nextLook = loop.schedule(() -> look(loop), millis, TimeUnit.MILLISECONDS);
	}

	private void look(EventLoop loop) {
		try {
			lookForAMillisecond();
		}
		finally {
			// The last connection may have been closed
			if (!this.watched.isEmpty()) {
				lookLater(loop, this.round.isEmpty() ? ROUND_MILLIS : LOOK_MILLIS);
			}
		}
	}

	private void lookForAMillisecond() {
		if (this.round.isEmpty()) {
			this.round.addAll(this.watched);
		}
		long start = this.nanoTime.getAsLong();
		Channel channel = this.round.poll();
		while (channel != null) {
			if (this.watched.contains(channel)) {
				lookAt(channel);
			}
			channel = (this.nanoTime.getAsLong() - start < LOOK_NANOS) ? this.round.poll() : null;
		}
	}

	// A failure with one connection must not affect others, and this one is checked
	// again
	private void lookAt(Channel channel) {
		try {
			if (this.isGivenUp.test(channel)) {
				channel.pipeline().fireExceptionCaught(new SocketException("Connection reset: no subflow is left"));
				channel.close();
			}
		}
		catch (RuntimeException | Error ex) {
			logger.debug("Failed to look at " + channel, ex);
		}
	}

}
