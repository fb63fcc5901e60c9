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
import org.jspecify.annotations.Nullable;

/**
 * Tells what a connection is from what the kernel says about it. Nobody else does.
 */
public final class ConnectionClassifier {

	private ConnectionClassifier() {
	}

	/**
	 * Ask the kernel what a connection is.
	 * @param connected a connected socket
	 * @return what it is, empty when it cannot be asked or is no longer connected
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
	 * Return whether a connection that seems to be there is still to be made, which is so
	 * with Fast Open (see {@link FastOpen#connect}).
	 * @param socket the socket
	 * @return whether its SYN has no answer yet
	 */
	public static boolean isConnecting(Descriptor socket) {
		TcpInfo info = new TcpInfo();
		return socket.get(SockOpt.TCP_INFO, info) > 0 && info.state() == SysSocket.TCP_SYN_SENT;
	}

	/**
	 * Return whether the kernel has given up an MPTCP connection that had no subflow any
	 * more ({@code net.mptcp.close_timeout}). It says so to {@code epoll(7)} with a
	 * hang-up alone, neither with an error nor with an end of input (Linux 6.18).
	 * @param socket the socket of a client or of an accepted connection
	 * @return whether its connection was made once and is no more
	 */
	public static boolean isGivenUp(Descriptor socket) {
		if (socket.calls().getpeername(socket.number(), new SockAddr()) != -Errno.ENOTCONN) {
			return false;
		}
		// With Fast Open a client seems to be connected before it connects
		MptcpInfo info = new MptcpInfo();
		socket.get(SockOpt.MPTCP_INFO, info);
		return info.isRemoteKeyReceived();
	}

	/**
	 * Tell what a TCP or MPTCP socket speaks from what the kernel answers about it. That
	 * a connection has fallen back shows in the refusal of {@code MPTCP_INFO}: with
	 * {@code EOPNOTSUPP} (IPv4) or {@code ENOPROTOOPT} (IPv6). Any other failure says
	 * nothing about the connection.
	 * @param number what {@code SO_PROTOCOL} answers
	 * @param mptcpInfo what reading {@code MPTCP_INFO} answers: a length or
	 * {@code -errno}
	 * @return {@link Protocol#MPTCP}, {@link Protocol#FALLBACK} or {@link Protocol#TCP},
	 * empty when it is none of them or cannot be told
	 */
	public static Optional<Protocol> protocolOf(int number, int mptcpInfo) {
		return switch (number) {
			case SysSocket.IPPROTO_TCP -> Optional.of(Protocol.TCP);
			case SysSocket.IPPROTO_MPTCP -> (mptcpInfo >= 0) ? Optional.of(Protocol.MPTCP)
					: Optional.of(Protocol.FALLBACK).filter((protocol) -> isRefused(mptcpInfo));
			default -> Optional.empty();
		};
	}

	private static boolean isRefused(int answer) {
		return answer == -Errno.EOPNOTSUPP || answer == -Errno.ENOPROTOOPT;
	}

}
