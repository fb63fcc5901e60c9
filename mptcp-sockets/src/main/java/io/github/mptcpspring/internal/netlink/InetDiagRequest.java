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

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.github.mptcpspring.internal.linux.SysSocket;

/**
 * A request to {@code sock_diag} for TCP or MPTCP sockets.
 *
 * <pre>
 * struct inet_diag_req_v2 {           struct inet_diag_sockid {
 *     __u8  sdiag_family;                 __be16 idiag_sport;
 *     __u8  sdiag_protocol;               __be16 idiag_dport;
 *     __u8  idiag_ext;                    __be32 idiag_src[4];
 *     __u8  pad;                          __be32 idiag_dst[4];
 *     __u32 idiag_states;                 __u32  idiag_if;
 *     struct inet_diag_sockid id;         __u32  idiag_cookie[2];
 * };                                  };
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
final class InetDiagRequest {

	/** The type of the request. */
	static final int SOCK_DIAG_BY_FAMILY = 20;

	private static final int LENGTH = 56;

	/**
	 * {@code INET_DIAG_INFO}, without which the kernel does not report the MPTCP part.
	 */
	private static final byte WITH_INFO = 1 << (2 - 1);

	/** {@code IPPROTO_RAW}: the protocol is in an attribute. */
	private static final int PROTOCOL_IN_ATTRIBUTE = 255;

	private static final int INET_DIAG_REQ_PROTOCOL = 3;

	private static final int ANY = -1;

	private InetDiagRequest() {
	}

	/**
	 * Ask for the TCP socket, or the subflow, with a pair of addresses. If there is none,
	 * the kernel returns the listener that would accept it.
	 * @param local the local address
	 * @param remote the remote address
	 * @param device the index of the device that the socket is bound to. A socket that is
	 * bound is found only with it, and one that is not is found with every device
	 * @return the request
	 */
	static byte[] tcp(InetSocketAddress local, InetSocketAddress remote, int device) {
		ByteBuffer request = start(family(local.getAddress()), SysSocket.IPPROTO_TCP);
		putPorts(request, local.getPort(), remote.getPort());
		putAddress(request, local.getAddress());
		putAddress(request, remote.getAddress());
		return request.order(ByteOrder.nativeOrder()).putInt(device).putInt(ANY).putInt(ANY).array();
	}

	/**
	 * Ask for the MPTCP socket with a token, which the kernel takes from the place of the
	 * cookie (Linux 5.9).
	 * @param token the local token
	 * @return the request
	 */
	static byte[] mptcp(int token) {
		ByteBuffer request = start(SysSocket.AF_INET, PROTOCOL_IN_ATTRIBUTE);
		putPorts(request, 0, 0);
		request.position(LENGTH - 2 * Integer.BYTES);
		return withProtocol(request.order(ByteOrder.nativeOrder()).putInt(token).putInt(0));
	}

	/**
	 * Ask for all MPTCP sockets of a family with a pair of ports, with a dump.
	 * @param family the address family of the socket
	 * @param local the local port
	 * @param remote the remote port
	 * @return the request
	 */
	static byte[] mptcp(int family, int local, int remote) {
		ByteBuffer request = start(family, PROTOCOL_IN_ATTRIBUTE);
		putPorts(request, local, remote);
		request.position(LENGTH - 2 * Integer.BYTES);
		return withProtocol(request.order(ByteOrder.nativeOrder()).putInt(ANY).putInt(ANY));
	}

	private static ByteBuffer start(int family, int protocol) {
		return ByteBuffer.allocate(LENGTH)
			.order(ByteOrder.nativeOrder())
			.put((byte) family)
			.put((byte) protocol)
			.put(WITH_INFO)
			.put((byte) 0)
			// In any state
			.putInt(ANY);
	}

	private static int family(InetAddress address) {
		return (address instanceof Inet4Address) ? SysSocket.AF_INET : SysSocket.AF_INET6;
	}

	/**
	 * Return the device that a socket with an address must be bound to.
	 * @param address the address
	 * @return the index of the device, 0 if the address is not a link-local one of IPv6
	 */
	static int device(InetAddress address) {
		return (address instanceof Inet6Address ipv6 && ipv6.isLinkLocalAddress()) ? ipv6.getScopeId() : 0;
	}

	private static void putPorts(ByteBuffer request, int local, int remote) {
		request.order(ByteOrder.BIG_ENDIAN).putShort((short) local).putShort((short) remote);
	}

	private static void putAddress(ByteBuffer request, InetAddress address) {
		int end = request.position() + 16;
		request.put(address.getAddress()).position(end);
	}

	private static byte[] withProtocol(ByteBuffer request) {
		byte[] protocol = ByteBuffer.allocate(Integer.BYTES)
			.order(ByteOrder.nativeOrder())
			.putInt(SysSocket.IPPROTO_MPTCP)
			.array();
		byte[] attribute = NetlinkAttributes.write(INET_DIAG_REQ_PROTOCOL, protocol);
		return ByteBuffer.allocate(LENGTH + attribute.length).put(request.array()).put(attribute).array();
	}

}
