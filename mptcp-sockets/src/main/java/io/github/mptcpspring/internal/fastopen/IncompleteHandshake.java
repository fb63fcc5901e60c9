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

import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.struct.TcpInfo;

/**
 * An MPTCP connection whose handshake is not complete.
 * <p>
 * The intervals between two checks grow with its age: data is delayed by an eighth of
 * that age at most.
 *
 * @param connection the descriptor that holds it
 * @param acceptNanos when it was accepted
 * @param dueNanos when the next check is due
 */
record IncompleteHandshake(OwnedDescriptor connection, long acceptNanos, long dueNanos) implements Delayed {

	private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

	/**
	 * Linux waits for 127 s by default: {@code net.ipv4.tcp_synack_retries}
	 * retransmissions of the SYN-ACK with doubled intervals, and one more with Fast Open.
	 */
	private static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(3);

	/** The fraction of its age by which data may be delayed. */
	private static final int PAUSE_DIVISOR = 8;

	IncompleteHandshake(OwnedDescriptor connection) {
		this(connection, System.nanoTime());
	}

	private IncompleteHandshake(OwnedDescriptor connection, long acceptNanos) {
		this(connection, acceptNanos, acceptNanos + SHORTEST_PAUSE_NANOS);
	}

	static boolean isIncomplete(Descriptor connection) {
		TcpInfo info = new TcpInfo();
		return connection.get(SockOpt.TCP_INFO, info) > 0 && info.state() == SysSocket.TCP_SYN_RECV;
	}

	/**
	 * Send the delayed data if the handshake is complete.
	 * @return {@code true} if the connection need not be watched any more
	 */
	boolean isOver() {
		if (isIncomplete(this.connection)) {
			return System.nanoTime() - this.acceptNanos > LONGEST_WAIT_NANOS;
		}
		// A cork set by the application is kept
		if (this.connection.getInt(SockOpt.TCP_CORK) == 0) {
			this.connection.setInt(SockOpt.TCP_CORK, 0);
		}
		return true;
	}

	/**
	 * Return a copy that is due later.
	 * @param now the current time
	 * @return the copy
	 */
	IncompleteHandshake againAfter(long now) {
		long pause = Math.max(SHORTEST_PAUSE_NANOS, (now - this.acceptNanos) / PAUSE_DIVISOR);
		return new IncompleteHandshake(this.connection, this.acceptNanos, now + pause);
	}

	@Override
	public long getDelay(TimeUnit unit) {
		return unit.convert(this.dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
	}

	@Override
	public int compareTo(Delayed other) {
		return Long.signum(this.dueNanos - ((IncompleteHandshake) other).dueNanos);
	}

}
