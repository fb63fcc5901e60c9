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

package io.github.mptcpspring.linux;

/**
 * The socket options that this project reads or sets, under their C names. Values are
 * {@code int} unless it says otherwise; the numbers are those of {@code asm-generic} and
 * of the {@code linux/} headers, which are the same on every architecture with a 64-bit
 * Linux JDK.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/ipv6.7.html">ipv6(7)</a>
 */
public enum SocketOption {

	/** Whether a local address in TIME_WAIT may be bound again. */
	SO_REUSEADDR(Level.SOL_SOCKET, 2),

	/** Size of the send buffer in bytes; reading answers twice what was set. */
	SO_SNDBUF(Level.SOL_SOCKET, 7),

	/** Size of the receive buffer in bytes; reading answers twice what was set. */
	SO_RCVBUF(Level.SOL_SOCKET, 8),

	/** Whether keep-alive probes are sent. */
	SO_KEEPALIVE(Level.SOL_SOCKET, 9),

	/** Whether urgent data stays in the stream. */
	SO_OOBINLINE(Level.SOL_SOCKET, 10),

	/** Priority of the packets inside this host, 0 to 6 without privileges. */
	SO_PRIORITY(Level.SOL_SOCKET, 12),

	/** What close does with unsent data: {@code struct linger}, on/off and seconds. */
	SO_LINGER(Level.SOL_SOCKET, 13, 8),

	/** Whether several sockets may be bound to one address. */
	SO_REUSEPORT(Level.SOL_SOCKET, 15),

	/** Whether the socket is a listener, read only. */
	SO_ACCEPTCONN(Level.SOL_SOCKET, 30),

	/** Mark of the packets for routing and filters. */
	SO_MARK(Level.SOL_SOCKET, 36),

	/** The protocol given to {@code socket(2)}, read only. */
	SO_PROTOCOL(Level.SOL_SOCKET, 38),

	/**
	 * A number that no other socket of this boot has had or will have, eight bytes, read
	 * only, Linux 4.12.
	 */
	SO_COOKIE(Level.SOL_SOCKET, 57, Long.BYTES),

	/** Type of service byte of IPv4 packets. */
	IP_TOS(Level.IPPROTO_IP, 1),

	/** Whether an IPv6 socket leaves IPv4 alone. */
	IPV6_V6ONLY(Level.IPPROTO_IPV6, 26),

	/** Traffic class byte of IPv6 packets. */
	IPV6_TCLASS(Level.IPPROTO_IPV6, 67),

	/** Whether small segments are sent at once (no Nagle); on MPTCP since Linux 5.17. */
	TCP_NODELAY(Level.IPPROTO_TCP, 1),

	/**
	 * Whether small segments are held back until there is more; setting it to 0 sends
	 * what waits. On MPTCP since Linux 5.17.
	 */
	TCP_CORK(Level.IPPROTO_TCP, 3),

	/** Seconds of silence before the first keep-alive probe, 1 to 32767. */
	TCP_KEEPIDLE(Level.IPPROTO_TCP, 4),

	/** Seconds between keep-alive probes, 1 to 32767. */
	TCP_KEEPINTVL(Level.IPPROTO_TCP, 5),

	/** Keep-alive probes without an answer before the connection is dropped, 1 to 127. */
	TCP_KEEPCNT(Level.IPPROTO_TCP, 6),

	/**
	 * {@code struct tcp_info}, read by {@link TcpInfoLayout}; read only. On MPTCP it is
	 * about the first subflow.
	 */
	TCP_INFO(Level.IPPROTO_TCP, 11, TcpInfoLayout.LENGTH),

	/** Milliseconds that sent data may stay unacknowledged; never on MPTCP. */
	TCP_USER_TIMEOUT(Level.IPPROTO_TCP, 18),

	/**
	 * Length of a listener's Fast Open queue (RFC 7413), Linux 3.7; on MPTCP since Linux
	 * 6.2.
	 */
	TCP_FASTOPEN(Level.IPPROTO_TCP, 23),

	/**
	 * Whether the first write of a client carries the SYN (RFC 7413), Linux 4.11; on
	 * MPTCP since Linux 6.1.
	 */
	TCP_FASTOPEN_CONNECT(Level.IPPROTO_TCP, 30),

	/**
	 * Whether the socket is MPTCP and has not fallen back, read only, Linux 6.10.
	 */
	TCP_IS_MPTCP(Level.IPPROTO_TCP, 43),

	/**
	 * {@code struct mptcp_info}, read by {@link MptcpInfoLayout}; read only, Linux 5.16,
	 * and only while the connection has not fallen back.
	 */
	MPTCP_INFO(Level.SOL_MPTCP, 1, MptcpInfoLayout.LENGTH);

	private final int level;

	private final int number;

	private final int length;

	SocketOption(int level, int number) {
		this(level, number, Integer.BYTES);
	}

	SocketOption(int level, int number, int length) {
		this.level = level;
		this.number = number;
		this.length = length;
	}

	int level() {
		return this.level;
	}

	int number() {
		return this.number;
	}

	/**
	 * Answer how many bytes a value of this option has.
	 * @return the length of a value in bytes
	 */
	public int length() {
		return this.length;
	}

	/**
	 * The protocols to which the options belong.
	 */
	static final class Level {

		static final int IPPROTO_IP = 0;

		static final int SOL_SOCKET = 1;

		static final int IPPROTO_TCP = 6;

		static final int IPPROTO_IPV6 = 41;

		static final int SOL_MPTCP = 284;

		private Level() {
		}

	}

}
