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

package io.github.mptcpspring.internal.fastopen;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import io.github.mptcpspring.internal.linux.struct.TcpInfo;
import org.jspecify.annotations.Nullable;

/**
 * Ensures that data that a server writes before a handshake is complete is sent after it.
 * <p>
 * With Fast Open a connection is accepted before the ACK of the client has arrived. TCP
 * sends the response at once. MPTCP delays it, and Linux 6.18 only sends it with the next
 * system call on that socket, which a server that waits for the next request does not
 * make. So this class makes one as soon as the ACK has arrived. Until then it holds the
 * socket by a descriptor of its own, because a server may close the connection after its
 * response.
 * <p>
 * Their number is limited by the Fast Open queues of the listeners: if a queue is full,
 * the kernel accepts no connection before its handshake is complete.
 */
public final class FastOpenHandshakeFlusher {

	/** Sockets that are due within this time are processed together. */
	private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

	/** Static, because a process has one descriptor table. */
	private static final Set<Integer> HELD = ConcurrentHashMap.newKeySet();

	private final DelayQueue<IncompleteHandshake> handshakes = new DelayQueue<>();

	private final AtomicBoolean watching = new AtomicBoolean();

	/**
	 * Determine whether the connections of a listener can be watched. The required calls
	 * are tried on the listener itself, which they do not change.
	 * @param listener an MPTCP listener
	 * @return the problem, or empty if they can be watched
	 */
	public static Optional<Problem> findObstacle(Descriptor listener) {
		int peer = listener.calls().getpeername(listener.number(), new SockAddr());
		if (peer < 0 && peer != -Errno.ENOTCONN) {
			return Optional.of(SocketProblems.connectionsNotWatched("getpeername(2)", -peer));
		}
		int info = listener.get(SockOpt.TCP_INFO, new TcpInfo());
		if (info <= 0) {
			return Optional.of(SocketProblems.connectionsNotWatched("getsockopt(2) of TCP_INFO", -info));
		}
		int cork = listener.getInt(SockOpt.TCP_CORK);
		int uncorked = (cork == 0) ? listener.setInt(SockOpt.TCP_CORK, 0) : cork;
		if (uncorked < 0) {
			return Optional.of(SocketProblems.connectionsNotWatched("setting TCP_CORK", -uncorked));
		}
		return Optional.empty();
	}

	/**
	 * Watch a connection until its handshake is complete. If that fails, the connection
	 * is unchanged.
	 * @param connection looks up the descriptor of a connection that a listener with a
	 * Fast Open queue has accepted
	 * @return {@code true} if it is watched
	 */
	public boolean accepted(Supplier<Optional<BorrowedDescriptor>> connection) {
		try {
			return connection.get().filter(this::watch).isPresent();
		}
		catch (RuntimeException | Error ex) {
			// The caller would lose the accepted connection
			return false;
		}
	}

	private boolean watch(Descriptor connection) {
		if (connection.getInt(SockOpt.SO_PROTOCOL) != SysSocket.IPPROTO_MPTCP
				|| !IncompleteHandshake.isIncomplete(connection)) {
			return false;
		}
		int number = connection.calls().fcntl(connection.number(), Fcntl.F_DUPFD_CLOEXEC, 0);
		if (number < 0) {
			return false;
		}
		hold(new OwnedDescriptor(connection.calls(), number));
		watch();
		return true;
	}

	private void hold(OwnedDescriptor connection) {
		boolean queued = false;
		try {
			HELD.add(connection.number());
			this.handshakes.add(new IncompleteHandshake(connection));
			queued = true;
		}
		finally {
			if (!queued) {
				release(connection);
			}
		}
	}

	// In this order: the number may be reused for another connection at once
	private void release(OwnedDescriptor connection) {
		try (connection) {
			HELD.remove(connection.number());
		}
	}

	/**
	 * Return whether a descriptor belongs to this class. Its connection has another
	 * descriptor.
	 * @param descriptor the descriptor
	 * @return {@code true} if it belongs to this class
	 */
	public static boolean holds(int descriptor) {
		return !HELD.isEmpty() && HELD.contains(descriptor);
	}

	// The thread only exists while connections are watched
	private void watch() {
		if (this.watching.compareAndSet(false, true)) {
			boolean started = false;
			try {
				Thread.ofVirtual().name("mptcp-handshake-watch").start(this::watchAll);
				started = true;
			}
			finally {
				if (!started) {
					this.watching.set(false);
				}
			}
		}
	}

	private void watchAll() {
		try {
			while (!this.handshakes.isEmpty()) {
				attend(this.handshakes.take());
				attendToWhatIsDue();
				LockSupport.parkNanos(TICK_NANOS);
			}
		}
		catch (InterruptedException | RuntimeException | Error ex) {
			// Another thread continues with the others
		}
		finally {
			this.watching.set(false);
			if (!this.handshakes.isEmpty()) {
				watch();
			}
		}
	}

	private void attendToWhatIsDue() {
		@Nullable IncompleteHandshake due = this.handshakes.poll();
		while (due != null) {
			attend(due);
			due = this.handshakes.poll();
		}
	}

	// A failure of one must not delay the others
	private void attend(IncompleteHandshake handshake) {
		boolean over = true;
		try {
			over = handshake.isOver();
			if (!over) {
				this.handshakes.add(handshake.againAfter(System.nanoTime()));
			}
		}
		catch (RuntimeException | Error ex) {
			over = true;
		}
		finally {
			if (over) {
				release(handshake.connection());
			}
		}
	}

}
