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

import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.Optional;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.linux.IntegerOption;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import io.github.mptcpspring.internal.linux.struct.TcpInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads the details of one connection. This takes several system calls, so the cookie of
 * the socket is read before and after them. If it has changed, the descriptor refers to
 * another socket and the result is discarded.
 */
final class ConnectionDetailsReader {

	private final SystemCalls calls;

	private final BitSet listenerPorts;

	private final SocketCookie cookie;

	private final MptcpInfo mptcpInfo = new MptcpInfo();

	private final TcpInfo tcpInfo = new TcpInfo();

	private final SockAddr address = new SockAddr();

	ConnectionDetailsReader(SystemCalls calls, BitSet listenerPorts) {
		this.calls = calls;
		this.listenerPorts = listenerPorts;
		this.cookie = new SocketCookie(calls);
	}

	Optional<Connection> read(int descriptor) {
		return whileTheSame(descriptor, this::readConnection);
	}

	Optional<ConnectionDetails> readDetails(int descriptor) {
		return whileTheSame(descriptor, this::readConnectionAndPaths);
	}

	private <T> Optional<T> whileTheSame(int descriptor, Reading<T> reading) {
		long before = this.cookie.read(descriptor);
		if (before == SocketCookie.NONE) {
			return Optional.empty();
		}
		Optional<T> result = reading.read(descriptor, before);
		return (this.cookie.read(descriptor) == before) ? result : Optional.empty();
	}

	private Optional<ConnectionDetails> readConnectionAndPaths(int descriptor, long cookie) {
		PathReading paths = new PathReading(this.calls);
		return readConnection(descriptor, cookie)
			.map((connection) -> new ConnectionDetails(connection, paths.read(descriptor, connection)));
	}

	private Optional<Connection> readConnection(int descriptor, long cookie) {
		// In this order: a socket with a remote address has a local one, and a new
		// socket with the same descriptor may connect at any time
		Optional<InetSocketAddress> remote = readRemote(descriptor);
		Optional<InetSocketAddress> local = readLocal(descriptor);
		if (local.isEmpty() || remote.isEmpty()) {
			return Optional.empty();
		}
		int mptcpLength = this.calls.getsockopt(descriptor, SockOpt.MPTCP_INFO, this.mptcpInfo);
		this.calls.getsockopt(descriptor, SockOpt.TCP_INFO, this.tcpInfo);
		Boolean fastOpen = this.tcpInfo.fastOpen().orElse(null);
		if (mptcpLength >= 0) {
			return mptcp(cookie, local.get(), remote.get(), fastOpen);
		}
		return readProtocol(descriptor).map((protocol) -> tcp(protocol, cookie, local.get(), remote.get(), fastOpen));
	}

	// Empty if the connection has ended since it was found
	private Optional<Connection> mptcp(long cookie, InetSocketAddress local, InetSocketAddress remote,
			@Nullable Boolean fastOpen) {
		int token = this.mptcpInfo.token();
		return (token == 0) ? Optional.empty()
				: Optional.of(new Connection(ConnectionId.ofToken(token), ConnectionId.ofCookie(cookie), role(local),
						Protocol.MPTCP, local, remote, Reported.orNull(this.mptcpInfo.subflows()),
						Reported.orNull(this.mptcpInfo.bytesSent()), Reported.orNull(this.mptcpInfo.bytesReceived()),
						Reported.orNull(this.mptcpInfo.bytesRetransmitted()), fastOpen));
	}

	// For sockets without MPTCP_INFO. By now the descriptor may refer to a UDP socket,
	// which can have a peer too, or to an MPTCP socket, whose failure would not occur
	// twice
	private Optional<Protocol> readProtocol(int descriptor) {
		int number = new IntegerOption(this.calls).read(descriptor, SockOpt.SO_PROTOCOL);
		int length = this.calls.getsockopt(descriptor, SockOpt.MPTCP_INFO, this.mptcpInfo);
		return ConnectionClassifier.protocolOf(number, length).filter((protocol) -> protocol != Protocol.MPTCP);
	}

	private Connection tcp(Protocol protocol, long cookie, InetSocketAddress local, InetSocketAddress remote,
			@Nullable Boolean fastOpen) {
		String id = ConnectionId.ofCookie(cookie);
		return new Connection(id, id, role(local), protocol, local, remote, null,
				Reported.orNull(this.tcpInfo.bytesSentOnce()), Reported.orNull(this.tcpInfo.bytesReceived()),
				Reported.orNull(this.tcpInfo.bytesRetransmitted()), fastOpen);
	}

	private Role role(InetSocketAddress local) {
		return this.listenerPorts.get(local.getPort()) ? Role.SERVER : Role.CLIENT;
	}

	private Optional<InetSocketAddress> readLocal(int descriptor) {
		this.calls.getsockname(descriptor, this.address);
		return this.address.toInetSocketAddress();
	}

	private Optional<InetSocketAddress> readRemote(int descriptor) {
		this.calls.getpeername(descriptor, this.address);
		return this.address.toInetSocketAddress();
	}

	/**
	 * Reads a value of one socket.
	 *
	 * @param <T> the type of the value
	 */
	private interface Reading<T> {

		Optional<T> read(int descriptor, long cookie);

	}

}
