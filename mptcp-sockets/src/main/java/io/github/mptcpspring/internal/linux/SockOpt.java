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

import io.github.mptcpspring.internal.linux.struct.MemInfo;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;
import io.github.mptcpspring.internal.linux.struct.TcpInfo;

/**
 * The socket options that this project reads or sets, with their C names. Values are
 * {@code int} unless stated otherwise. The numbers are those of {@code asm-generic} and
 * of the {@code linux/} headers, which are the same on every architecture with a 64-bit
 * Linux JDK.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/ipv6.7.html">ipv6(7)</a>
 */
public enum SockOpt {

	/** Whether a local address in TIME_WAIT may be bound again. */
	SO_REUSEADDR(Level.SOL_SOCKET, 2),

	/**
	 * Whether packets leave only to hosts on networks of this host, without a gateway.
	 */
	SO_DONTROUTE(Level.SOL_SOCKET, 5),

	/** Size of the send buffer in bytes; reading returns twice the value that was set. */
	SO_SNDBUF(Level.SOL_SOCKET, 7),

	/**
	 * Size of the receive buffer in bytes; reading returns twice the value that was set.
	 */
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

	/** Bytes that must be there before a read returns, 1 by default. */
	SO_RCVLOWAT(Level.SOL_SOCKET, 18),

	/**
	 * How long a read waits: {@code struct timeval}, seconds and microseconds of eight
	 * bytes each; 0 waits without end.
	 */
	SO_RCVTIMEO(Level.SOL_SOCKET, 20, 16),

	/** How long a write waits, as {@link #SO_RCVTIMEO}. */
	SO_SNDTIMEO(Level.SOL_SOCKET, 21, 16),

	/** Whether the socket is a listener, read only. */
	SO_ACCEPTCONN(Level.SOL_SOCKET, 30),

	/** Mark of the packets for routing and filters. */
	SO_MARK(Level.SOL_SOCKET, 36),

	/** The protocol given to {@code socket(2)}, read only. */
	SO_PROTOCOL(Level.SOL_SOCKET, 38),

	/** Microseconds of busy polling for input, 0 for none. */
	SO_BUSY_POLL(Level.SOL_SOCKET, 46),

	/**
	 * Highest rate of sending in bytes per second, eight bytes since Linux 4.20; all ones
	 * for none.
	 */
	SO_MAX_PACING_RATE(Level.SOL_SOCKET, 47, Long.BYTES),

	/** CPU that handles the packets of the socket, -1 for any. */
	SO_INCOMING_CPU(Level.SOL_SOCKET, 49),

	/**
	 * Memory of the socket, nine numbers of four bytes that {@link MemInfo} reads; read
	 * only, Linux 4.12.
	 */
	SO_MEMINFO(Level.SOL_SOCKET, 55, MemInfo.LENGTH),

	/**
	 * A number that no other socket of this boot has had or will have, eight bytes, read
	 * only, Linux 4.12.
	 */
	SO_COOKIE(Level.SOL_SOCKET, 57, Long.BYTES),

	/** Whether {@code MSG_ZEROCOPY} may be used, Linux 4.14. */
	SO_ZEROCOPY(Level.SOL_SOCKET, 60),

	/**
	 * Index of the device to which the socket is bound, 0 for none, Linux 5.1. The name
	 * of the same device is {@code SO_BINDTODEVICE}.
	 */
	SO_BINDTOIFINDEX(Level.SOL_SOCKET, 62),

	/** Whether busy polling is preferred to interrupts, Linux 5.11. */
	SO_PREFER_BUSY_POLL(Level.SOL_SOCKET, 69),

	/**
	 * Which buffer sizes have been set explicitly, so that the kernel does not change
	 * them: bit 0 for {@link #SO_SNDBUF}, bit 1 for {@link #SO_RCVBUF}; Linux 5.15.
	 */
	SO_BUF_LOCK(Level.SOL_SOCKET, 72),

	/** Bytes of memory that are reserved for the socket, Linux 5.16. */
	SO_RESERVE_MEM(Level.SOL_SOCKET, 73),

	/**
	 * Whether retransmissions may take another way through the network, Linux 5.18; its
	 * default is {@code net.core.txrehash}.
	 */
	SO_TXREHASH(Level.SOL_SOCKET, 74),

	/** Type of service byte of IPv4 packets. */
	IP_TOS(Level.IPPROTO_IP, 1),

	/**
	 * Hops that a packet may make, 1 to 255, {@code net.ipv4.ip_default_ttl} by default.
	 */
	IP_TTL(Level.IPPROTO_IP, 2),

	/** Options in the header of each packet, up to 40 bytes, none by default. */
	IP_OPTIONS(Level.IPPROTO_IP, 4, 40),

	/** What is done about packets that are too long for the path. */
	IP_MTU_DISCOVER(Level.IPPROTO_IP, 10),

	/** Whether errors of the network end a connection at once. */
	IP_RECVERR(Level.IPPROTO_IP, 11),

	/** Whether an address can be bound that this host does not have. */
	IP_FREEBIND(Level.IPPROTO_IP, 15),

	/** Whether connections to and from addresses of others can be taken (a proxy). */
	IP_TRANSPARENT(Level.IPPROTO_IP, 19),

	/** Least number of hops left that a packet must have, 0 for any. */
	IP_MINTTL(Level.IPPROTO_IP, 21),

	/** Whether the port is chosen when the socket connects, not when it binds. */
	IP_BIND_ADDRESS_NO_PORT(Level.IPPROTO_IP, 24),

	/**
	 * Range of the ports from which the kernel chooses, the lowest in the low and the
	 * highest in the high two bytes, Linux 6.3.
	 */
	IP_LOCAL_PORT_RANGE(Level.IPPROTO_IP, 51),

	/** Hops that an IPv6 packet may make, 0 to 255. */
	IPV6_UNICAST_HOPS(Level.IPPROTO_IPV6, 16),

	/** What is done about IPv6 packets that are too long for the path. */
	IPV6_MTU_DISCOVER(Level.IPPROTO_IPV6, 23),

	/** Whether errors of an IPv6 network end a connection at once. */
	IPV6_RECVERR(Level.IPPROTO_IPV6, 25),

	/** Whether an IPv6 socket leaves IPv4 alone. */
	IPV6_V6ONLY(Level.IPPROTO_IPV6, 26),

	/** Traffic class byte of IPv6 packets. */
	IPV6_TCLASS(Level.IPPROTO_IPV6, 67),

	/** Whether IPv6 packets get a flow label by themselves. */
	IPV6_AUTOFLOWLABEL(Level.IPPROTO_IPV6, 70),

	/** Which of this host's IPv6 addresses are preferred as source (RFC 5014). */
	IPV6_ADDR_PREFERENCES(Level.IPPROTO_IPV6, 72),

	/** Least number of hops left that an IPv6 packet must have, 0 for any. */
	IPV6_MINHOPCOUNT(Level.IPPROTO_IPV6, 73),

	/** Whether small segments are sent at once (no Nagle); on MPTCP since Linux 5.17. */
	TCP_NODELAY(Level.IPPROTO_TCP, 1),

	/** Largest segment in bytes; on MPTCP since Linux 6.17. */
	TCP_MAXSEG(Level.IPPROTO_TCP, 2),

	/**
	 * Whether small segments are held back until there is more; setting it to 0 sends
	 * what waits. On MPTCP since Linux 5.17.
	 */
	TCP_CORK(Level.IPPROTO_TCP, 3),

	/** Seconds of silence before the first keep-alive probe, 1 to 32767. */
	TCP_KEEPIDLE(Level.IPPROTO_TCP, 4),

	/** Seconds between keep-alive probes, 1 to 32767. */
	TCP_KEEPINTVL(Level.IPPROTO_TCP, 5),

	/** Unanswered keep-alive probes before the connection is dropped, 1 to 127. */
	TCP_KEEPCNT(Level.IPPROTO_TCP, 6),

	/** How often a SYN is sent again, 1 to 255; never on MPTCP. */
	TCP_SYNCNT(Level.IPPROTO_TCP, 7),

	/** Seconds in FIN-WAIT-2; never on MPTCP. */
	TCP_LINGER2(Level.IPPROTO_TCP, 8),

	/** Seconds that a listener waits for data before it accepts; on MPTCP since 5.19. */
	TCP_DEFER_ACCEPT(Level.IPPROTO_TCP, 9),

	/** Limit of the window that is advertised, in bytes; never on MPTCP. */
	TCP_WINDOW_CLAMP(Level.IPPROTO_TCP, 10),

	/**
	 * {@code struct tcp_info}, read by {@link TcpInfo}; read only. On MPTCP it is about
	 * the first subflow.
	 */
	TCP_INFO(Level.IPPROTO_TCP, 11, TcpInfo.LENGTH),

	/** Name of the congestion control, 16 bytes that end with zeros. */
	TCP_CONGESTION(Level.IPPROTO_TCP, 13, 16),

	/** Whether time-outs of thin streams do not grow; never on MPTCP. */
	TCP_THIN_LINEAR_TIMEOUTS(Level.IPPROTO_TCP, 16),

	/** Milliseconds that sent data may stay unacknowledged; never on MPTCP. */
	TCP_USER_TIMEOUT(Level.IPPROTO_TCP, 18),

	/**
	 * Length of a listener's Fast Open queue (RFC 7413), Linux 3.7; on MPTCP since Linux
	 * 6.2.
	 */
	TCP_FASTOPEN(Level.IPPROTO_TCP, 23),

	/**
	 * Bytes that may wait unsent in the kernel, 0 for the sysctl of that name; on MPTCP
	 * since Linux 6.9.
	 */
	TCP_NOTSENT_LOWAT(Level.IPPROTO_TCP, 25),

	/** Whether a listener keeps the SYN of each connection; never on MPTCP. */
	TCP_SAVE_SYN(Level.IPPROTO_TCP, 27),

	/**
	 * Whether the first write of a client carries the SYN (RFC 7413), Linux 4.11; on
	 * MPTCP since Linux 6.1.
	 */
	TCP_FASTOPEN_CONNECT(Level.IPPROTO_TCP, 30),

	/** Keys of a listener's Fast Open cookies, one or two of 16 bytes. */
	TCP_FASTOPEN_KEY(Level.IPPROTO_TCP, 33, 32),

	/** Whether Fast Open does without a cookie. */
	TCP_FASTOPEN_NO_COOKIE(Level.IPPROTO_TCP, 34),

	/** Microseconds by which each packet is delayed; never on MPTCP. */
	TCP_TX_DELAY(Level.IPPROTO_TCP, 37),

	/**
	 * Whether the socket is MPTCP and has not fallen back, read only, Linux 6.10.
	 */
	TCP_IS_MPTCP(Level.IPPROTO_TCP, 43),

	/** Longest retransmission time-out in milliseconds, Linux 6.15; never on MPTCP. */
	TCP_RTO_MAX_MS(Level.IPPROTO_TCP, 44),

	/** Shortest retransmission time-out in microseconds, Linux 6.17; never on MPTCP. */
	TCP_RTO_MIN_US(Level.IPPROTO_TCP, 45),

	/** Longest delay of an ACK in microseconds, Linux 6.17; never on MPTCP. */
	TCP_DELACK_MAX_US(Level.IPPROTO_TCP, 46),

	/**
	 * {@code struct mptcp_info}, read by {@link MptcpInfo}; read only, Linux 5.16, and
	 * only while the connection has not fallen back.
	 */
	MPTCP_INFO(Level.SOL_MPTCP, 1, MptcpInfo.LENGTH);

	private final int level;

	private final int number;

	private final int length;

	SockOpt(int level, int number) {
		this(level, number, Integer.BYTES);
	}

	SockOpt(int level, int number, int length) {
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
	 * Return the length of a value of this option.
	 * @return the length in bytes
	 */
	public int length() {
		return this.length;
	}

	/**
	 * The levels of the options.
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
