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
 * Sees to it that what a server writes before a handshake is complete is sent when it is.
 * <p>
 * With Fast Open a connection is accepted while the client's ACK is still on its way. TCP
 * answers at once; on MPTCP what is written then waits, and Linux 6.18 forgets it: it is
 * sent with the next system call on that socket, and a server that waits for the next
 * request makes none. So the socket is given one as soon as the ACK is there. Until then
 * it is held by a descriptor of its own, because a server may close its connection as
 * soon as it has answered.
 * <p>
 * There are never more of them than the Fast Open queues of the listeners are long: the
 * kernel accepts no connection before its handshake is complete when the queue is full.
 */
public final class FastOpenHandshakeFlusher {

	/** What is due within this time is done together. */
	private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

	/** Of all of this process, whose descriptor table is one. */
	private static final Set<Integer> HELD = ConcurrentHashMap.newKeySet();

	private final DelayQueue<IncompleteHandshake> handshakes = new DelayQueue<>();

	private final AtomicBoolean watching = new AtomicBoolean();

	/**
	 * Return whether the connections of a listener can be watched: the calls that it
	 * takes are tried on the listener itself, which they do not change.
	 * @param listener an MPTCP listener
	 * @return why they cannot, empty when they can
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
	 * Watch a connection until its handshake is complete, if it is not. Whatever fails,
	 * the connection is as it was.
	 * @param connection looks up the descriptor of a connection that a listener with a
	 * Fast Open queue has accepted
	 * @return whether it is watched
	 */
	public boolean accepted(Supplier<Optional<BorrowedDescriptor>> connection) {
		try {
			return connection.get().filter(this::watch).isPresent();
		}
		catch (RuntimeException | Error ex) {
			// Whoever has accepted the connection would lose it
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

	// Not the other way round: the number may be that of another connection at once
	private void release(OwnedDescriptor connection) {
		try (connection) {
			HELD.remove(connection.number());
		}
	}

	/**
	 * Return whether a descriptor is one by which this class holds a connection, which
	 * has another one for whoever uses it.
	 * @param descriptor the descriptor
	 * @return whether it is one of this class
	 */
	public static boolean holds(int descriptor) {
		return !HELD.isEmpty() && HELD.contains(descriptor);
	}

	// A thread only while there is something to be watched
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
			// Another thread goes on with the others
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

	// Whatever happens to one does not keep the others waiting
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
