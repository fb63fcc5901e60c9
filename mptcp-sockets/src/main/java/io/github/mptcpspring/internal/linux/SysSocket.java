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

package io.github.mptcpspring.internal.linux;

/**
 * The constants of {@code <sys/socket.h>}, {@code <netinet/in.h>} and
 * {@code <netinet/tcp.h>} that this project passes to {@code socket(2)} or reads back,
 * with the values of the architectures that have a 64-bit Linux JDK (x86-64, AArch64,
 * ppc64le, s390x, RISC-V: all of them use {@code asm-generic}).
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
 */
public final class SysSocket {

	/** IPv4. */
	public static final int AF_INET = 2;

	/** IPv6, and IPv4 as well unless {@link SockOpt#IPV6_V6ONLY} is set. */
	public static final int AF_INET6 = 10;

	/** Netlink, the interface for requests to the kernel, see netlink(7). */
	public static final int AF_NETLINK = 16;

	/** Byte stream. */
	public static final int SOCK_STREAM = 1;

	/** Raw messages, the type of netlink sockets. */
	public static final int SOCK_RAW = 3;

	/** Make the new descriptor non-blocking ({@code O_NONBLOCK}). */
	public static final int SOCK_NONBLOCK = 0x800;

	/** Make the new descriptor close on exec ({@code FD_CLOEXEC}). */
	public static final int SOCK_CLOEXEC = 0x80000;

	/** TCP. */
	public static final int IPPROTO_TCP = 6;

	/** Multipath TCP (RFC 8684), Linux 5.6. */
	public static final int IPPROTO_MPTCP = 262;

	/** The netlink family for information about sockets, see sock_diag(7). */
	public static final int NETLINK_SOCK_DIAG = 4;

	/** The netlink family that contains generic netlink families. */
	public static final int NETLINK_GENERIC = 16;

	/** Do not wait. */
	public static final int MSG_DONTWAIT = 0x40;

	/** State of a TCP connection whose SYN has not been answered. */
	public static final int TCP_SYN_SENT = 2;

	/** State of a TCP connection whose SYN has been answered, but not acknowledged. */
	public static final int TCP_SYN_RECV = 3;

	private SysSocket() {
	}

}
