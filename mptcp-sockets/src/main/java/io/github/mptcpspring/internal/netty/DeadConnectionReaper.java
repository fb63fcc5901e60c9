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
 * Closes the channels of one event loop whose MPTCP connections the kernel has given up
 * because they had no subflow any more. Of that {@code epoll(7)} tells with
 * {@code EPOLLHUP} alone, which Netty's epoll transport passes over (4.2.18): without
 * this class the channel would stay for ever and the event loop spin.
 * <p>
 * The kernel waits {@code net.mptcp.close_timeout} for another subflow, 60 seconds by
 * default, so to ask once a second is soon enough. A question is one system call, so the
 * connections are not asked about in one go: the event loop is held up for a millisecond
 * at most, and then has ten for its channels.
 * <p>
 * The kernel does wake who waits for the connection (Linux 6.18: one EPOLLHUP when it
 * gives up, and nothing before, where TCP says EPOLLIN, EPOLLERR, EPOLLHUP and EPOLLRDHUP
 * at once), but Netty tells nobody: a channel is the handler of its own events, which
 * looks at the other three only. To see the hang-up a second epoll instance inside of
 * that of the event loop would do, which holds the same sockets, asks for no events, and
 * is edge-triggered. That is a second life cycle beside Netty's for each descriptor, and
 * nothing for io_uring, to save one system call a second for each connection. So this
 * class asks.
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
	 * Return the one of the event loop whose thread calls.
	 * @return the one of this event loop
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

	// Whatever goes wrong with one connection is no reason to stop looking at others, nor
	// at this one a second later
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
