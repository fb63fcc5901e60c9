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

import java.util.Optional;
import java.util.OptionalInt;

import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.fastopen.FastOpen;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import io.github.mptcpspring.internal.linux.struct.TcpInfo;
import io.github.mptcpspring.internal.netlink.DiagnosedConnection;
import org.jspecify.annotations.Nullable;

/**
 * Determines the protocol and state of a connection. This is the only class that does so.
 */
public final class ConnectionClassifier {

	private ConnectionClassifier() {
	}

	/**
	 * Determine the state of a connection.
	 * @param connected a connected socket
	 * @return the state, or empty if the socket is no longer connected or cannot be read
	 */
	public static Optional<ConnectionState> classify(Descriptor connected) {
		MptcpInfo info = new MptcpInfo();
		int length = connected.get(SockOpt.MPTCP_INFO, info);
		return protocolOf(connected.getInt(SockOpt.SO_PROTOCOL), length)
			.map((protocol) -> new ConnectionState(protocol, (protocol == Protocol.MPTCP) ? subflows(info) : null));
	}

	private static @Nullable Integer subflows(MptcpInfo info) {
		OptionalInt subflows = info.subflows();
		return subflows.isPresent() ? subflows.getAsInt() : null;
	}

	/**
	 * Return whether a connection that is reported as connected has not been established,
	 * which happens with Fast Open (see {@link FastOpen#connect}).
	 * @param socket the socket
	 * @return {@code true} if its SYN has not been answered
	 */
	public static boolean isConnecting(Descriptor socket) {
		TcpInfo info = new TcpInfo();
		return socket.get(SockOpt.TCP_INFO, info) > 0 && info.state() == SysSocket.TCP_SYN_SENT;
	}

	/**
	 * Return whether the kernel has closed an MPTCP connection that had lost all its
	 * subflows ({@code net.mptcp.close_timeout}). It reports this to {@code epoll(7)} as
	 * a hang-up only, without an error or an end of input (Linux 6.18).
	 * @param socket the socket of a client or of an accepted connection
	 * @return {@code true} if the connection was established and has been closed by the
	 * kernel
	 */
	public static boolean isGivenUp(Descriptor socket) {
		if (socket.calls().getpeername(socket.number(), new SockAddr()) != -Errno.ENOTCONN) {
			return false;
		}
		// With Fast Open a client is reported as connected before it connects
		MptcpInfo info = new MptcpInfo();
		socket.get(SockOpt.MPTCP_INFO, info);
		return info.isRemoteKeyReceived();
	}

	/**
	 * Determine the protocol of a TCP or MPTCP socket from the values that the kernel
	 * returns. If a connection has fallen back, {@code MPTCP_INFO} fails with
	 * {@code EOPNOTSUPP} (IPv4) or {@code ENOPROTOOPT} (IPv6). Any other failure says
	 * nothing about the connection.
	 * @param number the value of {@code SO_PROTOCOL}
	 * @param mptcpInfo the result of reading {@code MPTCP_INFO}: a length or
	 * {@code -errno}
	 * @return {@link Protocol#MPTCP}, {@link Protocol#FALLBACK} or {@link Protocol#TCP},
	 * or empty if it is none of them or cannot be determined
	 */
	public static Optional<Protocol> protocolOf(int number, int mptcpInfo) {
		return switch (number) {
			case SysSocket.IPPROTO_TCP -> Optional.of(Protocol.TCP);
			case SysSocket.IPPROTO_MPTCP -> (mptcpInfo >= 0) ? Optional.of(Protocol.MPTCP)
					: Optional.of(Protocol.FALLBACK).filter((protocol) -> isRefused(mptcpInfo));
			default -> Optional.empty();
		};
	}

	/**
	 * Determine the protocol of a connection that {@code sock_diag} has found.
	 * @param connection the connection
	 * @return {@link Protocol#MPTCP}, {@link Protocol#FALLBACK} or {@link Protocol#TCP}
	 */
	public static Protocol protocolOf(DiagnosedConnection connection) {
		MptcpInfo info = connection.mptcpInfo();
		if (info == null) {
			return Protocol.TCP;
		}
		return info.isFallback() ? Protocol.FALLBACK : Protocol.MPTCP;
	}

	private static boolean isRefused(int answer) {
		return answer == -Errno.EOPNOTSUPP || answer == -Errno.ENOPROTOOPT;
	}

}
