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

package io.github.mptcpspring.internal.netlink;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;

/**
 * A socket as {@code sock_diag} reports it.
 *
 * <pre>
 * struct inet_diag_msg {
 *     __u8  idiag_family;
 *     __u8  idiag_state;
 *     __u8  idiag_timer;
 *     __u8  idiag_retrans;
 *     struct inet_diag_sockid id;         see {@link InetDiagRequest}
 *     __u32 idiag_expires;
 *     __u32 idiag_rqueue;
 *     __u32 idiag_wqueue;
 *     __u32 idiag_uid;
 *     __u32 idiag_inode;
 * };                                      and attributes
 * </pre>
 */
final class InetDiagMessage {

	private static final int LENGTH = 72;

	private static final int STATE = 1;

	private static final int LOCAL_PORT = 4;

	private static final int REMOTE_PORT = 6;

	private static final int LOCAL_ADDRESS = 8;

	private static final int REMOTE_ADDRESS = 24;

	private static final int COOKIE = 44;

	private static final int TCP_ESTABLISHED = 1;

	private static final int TCP_TIME_WAIT = 6;

	private static final int TCP_CLOSE_WAIT = 8;

	private static final int TCP_LISTEN = 10;

	private static final int INET_DIAG_INFO = 2;

	private static final int INET_DIAG_ULP_INFO = 19;

	private static final int INET_ULP_INFO_MPTCP = 3;

	private static final int MPTCP_SUBFLOW_ATTR_TOKEN_LOC = 2;

	private static final int MPTCP_SUBFLOW_ATTR_FLAGS = 8;

	private final ByteBuffer message;

	private final NetlinkAttributes attributes;

	private InetDiagMessage(ByteBuffer message) {
		this.message = message;
		this.attributes = NetlinkAttributes
			.read(message.duplicate().order(ByteOrder.nativeOrder()).position(message.position() + LENGTH));
	}

	/**
	 * Read a message.
	 * @param message the payload of a netlink message
	 * @return the message, or empty if it is cut off
	 */
	static Optional<InetDiagMessage> read(ByteBuffer message) {
		return (message.remaining() >= LENGTH) ? Optional.of(new InetDiagMessage(message)) : Optional.empty();
	}

	/**
	 * Return whether this is the socket of a connection, and not the listener that the
	 * kernel returns once the connection is gone, or what is left of a closed connection.
	 * @param local the local address of the connection
	 * @param remote the remote address of the connection
	 * @return {@code true} if the socket has both addresses
	 */
	boolean isConnection(InetSocketAddress local, InetSocketAddress remote) {
		return state() != TCP_LISTEN && state() != TCP_TIME_WAIT && port(LOCAL_PORT) == local.getPort()
				&& port(REMOTE_PORT) == remote.getPort() && address(LOCAL_ADDRESS).equals(local.getAddress())
				&& address(REMOTE_ADDRESS).equals(remote.getAddress());
	}

	/**
	 * Return whether this side can send. If it cannot, this may be what is left of a
	 * subflow whose MPTCP connection goes on without it.
	 * @return {@code true} if it can
	 */
	boolean canSend() {
		return state() == TCP_ESTABLISHED || state() == TCP_CLOSE_WAIT;
	}

	private int state() {
		return this.message.get(at(STATE));
	}

	private int at(int field) {
		return this.message.position() + field;
	}

	private int port(int field) {
		return (Byte.toUnsignedInt(this.message.get(at(field))) << Byte.SIZE)
				| Byte.toUnsignedInt(this.message.get(at(field) + 1));
	}

	private InetAddress address(int field) {
		byte[] address = new byte[(this.message.get(at(0)) == SysSocket.AF_INET) ? 4 : 16];
		this.message.get(at(field), address);
		try {
			// An IPv4 address in an IPv6 socket is an IPv4 address to the JDK
			return InetAddress.getByAddress(address);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("The length of an address is fixed", ex);
		}
	}

	/**
	 * Return the cookie of the socket.
	 * @return the cookie, as {@code SO_COOKIE} has it
	 */
	long cookie() {
		// Two words, the lower one first
		return Integer.toUnsignedLong(this.message.getInt(at(COOKIE)))
				| ((long) this.message.getInt(at(COOKIE) + Integer.BYTES) << Integer.SIZE);
	}

	/**
	 * Return whether this is a subflow, or the listener of subflows, of an MPTCP socket.
	 * @return {@code true} if it is, {@code false} if it is not or the kernel does not
	 * report it: before Linux 6.16 it does so to privileged processes only
	 */
	boolean isSubflow() {
		return subflow().isPresent();
	}

	/**
	 * Return the local token of the MPTCP connection that a subflow belongs to.
	 * @return the token, or empty if the kernel does not report it
	 */
	Optional<Integer> token() {
		return subflow().flatMap((subflow) -> subflow.integer(MPTCP_SUBFLOW_ATTR_TOKEN_LOC));
	}

	/**
	 * Return the flags {@code MPTCP_SUBFLOW_FLAG_…} of a subflow.
	 * @return the flags, or empty if the kernel does not report them
	 */
	Optional<Integer> subflowFlags() {
		return subflow().flatMap((subflow) -> subflow.integer(MPTCP_SUBFLOW_ATTR_FLAGS));
	}

	private Optional<NetlinkAttributes> subflow() {
		return this.attributes.nested(INET_DIAG_ULP_INFO).flatMap((ulp) -> ulp.nested(INET_ULP_INFO_MPTCP));
	}

	/**
	 * Return what the kernel reports of an MPTCP socket.
	 * @return the information, or empty if the kernel does not report it
	 */
	Optional<MptcpInfo> mptcpInfo() {
		return this.attributes.bytes(INET_DIAG_INFO).map(MptcpInfo::new);
	}

}
