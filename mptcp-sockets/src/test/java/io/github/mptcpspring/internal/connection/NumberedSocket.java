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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.mptcpspring.ConnectionPath;
import io.github.mptcpspring.ConnectionPath.State;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.linux.SysSocket;

/**
 * A socket of {@link FakeProcess}. All that it reports follows from its number, so that
 * no two sockets report the same.
 *
 * @param kind what it is
 * @param number its number
 * @param localPort the port of this end
 * @param subflows how many subflows it has, 0 when it is not MPTCP
 */
record NumberedSocket(Kind kind, int number, int localPort, int subflows) {

	static final int LISTENER_PORT = 8080;

	static NumberedSocket mptcp(int number, int localPort, int subflows) {
		return new NumberedSocket(Kind.MPTCP, number, localPort, subflows);
	}

	static NumberedSocket of(Kind kind, int number, int localPort) {
		return new NumberedSocket(kind, number, localPort, 0);
	}

	boolean isConnected() {
		return remote() != null && this.kind != Kind.CONNECTING;
	}

	long cookie() {
		return 0x1000L + this.number;
	}

	int token() {
		return (this.kind == Kind.MPTCP || this.kind == Kind.CONNECTING) ? 0xf0000000 + this.number : 0;
	}

	long bytesSent() {
		return this.number * 1000L + 1;
	}

	long bytesReceived() {
		return this.number * 1000L + 2;
	}

	long bytesRetransmitted() {
		return this.number * 1000L + 3;
	}

	InetSocketAddress local() {
		return address(1, this.localPort);
	}

	InetSocketAddress remote() {
		boolean unconnected = this.kind == Kind.MPTCP_LISTENER || this.kind == Kind.TCP_LISTENER
				|| this.kind == Kind.UNIX;
		return unconnected ? null : address(2, 50000 + this.number);
	}

	private static InetSocketAddress address(int host, int port) {
		return new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + host), port);
	}

	/** Return what is to be said of it, empty when it is no connection. */
	Optional<Connection> connection() {
		return this.kind.protocol()
			.map((protocol) -> new Connection(id(), ConnectionId.ofCookie(cookie()),
					(this.localPort == LISTENER_PORT) ? Role.SERVER : Role.CLIENT, protocol, local(), remote(),
					(protocol == Protocol.MPTCP) ? this.subflows : null, bytesSent(), bytesReceived(),
					bytesRetransmitted(), isFastOpen()));
	}

	Optional<ConnectionDetails> details() {
		return connection().map((connection) -> new ConnectionDetails(connection, paths()));
	}

	// Of a subflow of a fake nobody can say whether it is a backup, of a single path
	// everybody
	private List<ConnectionPath> paths() {
		return (this.kind == Kind.MPTCP) ? IntStream.range(0, this.subflows).mapToObj((id) -> path(id, null)).toList()
				: List.of(path(0, false));
	}

	private ConnectionPath path(int id, Boolean backup) {
		return new ConnectionPath(id, local(), remote(), State.ESTABLISHED, rttMicros(), congestionWindow(),
				retransmits(), bytesSent(), bytesReceived(), backup);
	}

	private String id() {
		return (this.kind == Kind.MPTCP) ? "%08x".formatted(token()) : "%016x".formatted(cookie());
	}

	boolean isFastOpen() {
		return this.number % 2 == 0;
	}

	int rttMicros() {
		return this.number * 10;
	}

	int congestionWindow() {
		return this.number * 10 + 1;
	}

	int retransmits() {
		return this.number * 10 + 2;
	}

	/**
	 * What a socket is.
	 */
	enum Kind {

		/** An MPTCP connection. */
		MPTCP(SysSocket.IPPROTO_MPTCP, Protocol.MPTCP),

		/** An MPTCP connection that has become TCP. */
		FALLBACK(SysSocket.IPPROTO_MPTCP, Protocol.FALLBACK),

		/** A TCP connection. */
		TCP(SysSocket.IPPROTO_TCP, Protocol.TCP),

		/** An MPTCP socket whose SYN has no answer yet. */
		CONNECTING(SysSocket.IPPROTO_MPTCP, null),

		/** An MPTCP listener. */
		MPTCP_LISTENER(SysSocket.IPPROTO_MPTCP, null),

		/** A TCP listener. */
		TCP_LISTENER(SysSocket.IPPROTO_TCP, null),

		/** A UDP socket with a peer. */
		UDP(17, null),

		/** A Unix domain socket. */
		UNIX(0, null);

		private final int number;

		private final Protocol protocol;

		Kind(int number, Protocol protocol) {
			this.number = number;
			this.protocol = protocol;
		}

		/** Return what {@code SO_PROTOCOL} says. */
		int number() {
			return this.number;
		}

		Optional<Protocol> protocol() {
			return Optional.ofNullable(this.protocol);
		}

		/** Whether {@code MPTCP_INFO} is answered. */
		boolean knowsMptcpInfo() {
			return this == MPTCP || this == CONNECTING || this == MPTCP_LISTENER;
		}

		/** Whether {@code TCP_INFO} is answered. */
		boolean knowsTcpInfo() {
			return this != UDP && this != UNIX;
		}

		boolean isListener() {
			return this == MPTCP_LISTENER || this == TCP_LISTENER;
		}

	}

}
