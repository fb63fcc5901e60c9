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

package io.github.mptcpspring.internal.connection;

/**
 * The state of a TCP connection or a subflow (RFC 9293 section 3.3.2), in the order of
 * the kernel's numbers, which begin with 1 ({@code net/tcp_states.h}).
 */
public enum TcpState {

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
	UNKNOWN;

	static TcpState of(int number) {
		return (number >= 1 && number < UNKNOWN.ordinal() + 1) ? values()[number - 1] : UNKNOWN;
	}

}
