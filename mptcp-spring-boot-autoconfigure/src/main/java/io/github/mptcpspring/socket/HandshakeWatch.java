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

package io.github.mptcpspring.socket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.github.mptcpspring.linux.Fcntl;
import io.github.mptcpspring.linux.Socket;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.linux.TcpInfoLayout;
import io.github.mptcpspring.socket.Linkage.Linked;
import io.github.mptcpspring.socket.Linkage.NotLinked;

/**
 * Sees to it that what a server writes before a handshake is complete is sent when it is.
 * <p>
 * With Fast Open a connection is accepted while the client's ACK is still on its way. TCP
 * answers at once; on MPTCP what is written then waits, and Linux 6.18 forgets it: it is
 * sent with the next system call on that socket, and a server that waits for the next
 * request makes none. So the socket is given one as soon as the ACK is there. Until then
 * it is held by a descriptor of its own, because a server may close its connection as
 * soon as it has answered.
 */
public final class HandshakeWatch {

	private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

	private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	/** The part of the time it has waited by which an answer may be late. */
	private static final int PAUSE_DIVISOR = 8;

	private final Linkage linkage;

	private final Queue<IncompleteHandshake> handshakes = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean watching = new AtomicBoolean();

	HandshakeWatch(Linkage linkage) {
		this.linkage = linkage;
	}

	/**
	 * Answer the one of this host.
	 * @return the one of this host
	 */
	public static HandshakeWatch ofThisHost() {
		return ThisHost.INSTANCE;
	}

	/**
	 * Watch a connection until its handshake is complete, if it is not.
	 * @param connection a connection that a listener with a Fast Open queue has accepted
	 * @return whether it is watched
	 */
	public boolean accepted(SocketReference connection) {
		return switch (this.linkage) {
			case NotLinked _ -> false;
			case Linked linked -> connection.resolve(linked, this::watch, (unavailable) -> false);
		};
	}

	private boolean watch(Descriptor connection) {
		if (!IncompleteHandshake.isIncomplete(connection)
				|| connection.getInt(SocketOption.SO_PROTOCOL) != Socket.IPPROTO_MPTCP) {
			return false;
		}
		int number = connection.calls().fcntl(connection.number(), Fcntl.F_DUPFD_CLOEXEC, 0);
		if (number < 0) {
			return false;
		}
		this.handshakes.add(new IncompleteHandshake(new OwnedDescriptor(connection.calls(), number)));
		watch();
		return true;
	}

	/**
	 * Whether a descriptor is one by which this class holds a connection, which has
	 * another one for whoever uses it.
	 * @param descriptor the descriptor
	 * @return whether it is one of this class
	 */
	public boolean holds(int descriptor) {
		return !this.handshakes.isEmpty()
				&& this.handshakes.stream().anyMatch((handshake) -> handshake.connection().number() == descriptor);
	}

	// A thread only while there is something to be watched
	private void watch() {
		if (this.watching.compareAndSet(false, true)) {
			Thread.ofVirtual().name("mptcp-handshake-watch").start(this::watchAll);
		}
	}

	private void watchAll() {
		while (!this.handshakes.isEmpty()) {
			this.handshakes.removeIf(IncompleteHandshake::sendIfComplete);
			long youngest = this.handshakes.stream().mapToLong(IncompleteHandshake::ageNanos).min().orElse(0);
			LockSupport.parkNanos(Math.clamp(youngest / PAUSE_DIVISOR, SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS));
		}
		this.watching.set(false);
		if (!this.handshakes.isEmpty()) {
			watch();
		}
	}

	/**
	 * A connection whose third packet is awaited.
	 *
	 * @param connection holds it
	 * @param acceptNanos when it was accepted
	 */
	private record IncompleteHandshake(OwnedDescriptor connection, long acceptNanos) {

		IncompleteHandshake(OwnedDescriptor connection) {
			this(connection, System.nanoTime());
		}

		static boolean isIncomplete(Descriptor connection) {
			byte[] info = new byte[SocketOption.TCP_INFO.length()];
			return connection.get(SocketOption.TCP_INFO, info) > 0
					&& TcpInfoLayout.state(info, 0) == Socket.TCP_SYN_RECV;
		}

		// Answers whether the watch is over. A cork that somebody has set stays
		boolean sendIfComplete() {
			if (isIncomplete(this.connection)) {
				return false;
			}
			try (this.connection) {
				if (this.connection.getInt(SocketOption.TCP_CORK) == 0) {
					this.connection.setInt(SocketOption.TCP_CORK, 0);
				}
			}
			return true;
		}

		long ageNanos() {
			return System.nanoTime() - this.acceptNanos;
		}

	}

	/**
	 * Links the system calls at first use.
	 */
	private static final class ThisHost {

		private static final HandshakeWatch INSTANCE = new HandshakeWatch(Linkage.ofThisHost());

	}

}
