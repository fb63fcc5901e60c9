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

package io.github.mptcpspring;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * A path of a connection: a subflow of an MPTCP connection, or the only path of any other
 * connection. A component is {@code null} if the kernel is too old to report it.
 *
 * @param id the number of the subflow, unique within the connection
 * @param local the local address
 * @param remote the remote address
 * @param state its state
 * @param rttMicros the smoothed round-trip time in microseconds
 * @param congestionWindow the congestion window in segments
 * @param retransmits the number of retransmitted segments
 * @param bytesSent the number of bytes sent, without retransmissions
 * @param bytesReceived the number of bytes received
 * @param backup whether it carries data only if no other path can (RFC 8684 section
 * 3.3.8); reported to unprivileged processes since Linux 6.16
 */
public record ConnectionPath(int id, InetSocketAddress local, InetSocketAddress remote, State state,
		@Nullable Integer rttMicros, @Nullable Integer congestionWindow, @Nullable Integer retransmits,
		@Nullable Long bytesSent, @Nullable Long bytesReceived, @Nullable Boolean backup) {

	/**
	 * The state of a TCP connection or a subflow (RFC 9293 section 3.3.2).
	 */
	public enum State {

		/** Data flows. */
		ESTABLISHED,

		/** The SYN has not been answered. */
		SYN_SENT,

		/** The answer to the SYN has not been acknowledged. */
		SYN_RECV,

		/** This side has closed, and the peer has not acknowledged it. */
		FIN_WAIT1,

		/** This side has closed, and the peer has acknowledged it. */
		FIN_WAIT2,

		/** Closed, waiting for late segments. */
		TIME_WAIT,

		/** Not connected. */
		CLOSE,

		/** The peer has closed. */
		CLOSE_WAIT,

		/** Both sides have closed, and the peer has not acknowledged it. */
		LAST_ACK,

		/** Waits for connections. */
		LISTEN,

		/** Both sides have closed at the same time. */
		CLOSING,

		/** A state of a newer kernel. */
		UNKNOWN

	}

}
