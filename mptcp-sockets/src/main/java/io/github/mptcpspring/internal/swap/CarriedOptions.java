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

package io.github.mptcpspring.internal.swap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MemInfo;
import org.jspecify.annotations.Nullable;

/**
 * Copies the options of a TCP socket to the MPTCP socket that replaces it. Libraries set
 * options in the constructor of their channels (Netty: {@code TCP_NODELAY}), so even a
 * new socket can have options.
 * <p>
 * An option has been set if it differs from a fresh TCP socket. The values of a fresh
 * socket are cached, and read again if an option differs: sysctls may have changed. If
 * MPTCP refuses an option, or accepts and does not keep it, the TCP socket is kept.
 */
public final class CarriedOptions {

	/**
	 * The options that can be set before a socket is bound or connected, stay set, and
	 * affect a byte stream of a JVM. This excludes {@code TCP_QUICKACK}, which is not
	 * permanent (tcp(7)), requests for control messages ({@code SO_TIMESTAMP},
	 * {@code IP_RECVTTL}, …) and options of datagrams. {@code IP_TOS} comes before
	 * {@code SO_PRIORITY}, which it changes (ip(7)).
	 */
	public static final List<SockOpt> ALL = List.of(SockOpt.IPV6_V6ONLY, SockOpt.SO_REUSEADDR, SockOpt.SO_REUSEPORT,
			SockOpt.SO_SNDBUF, SockOpt.SO_RCVBUF, SockOpt.SO_RCVLOWAT, SockOpt.SO_KEEPALIVE, SockOpt.SO_LINGER,
			SockOpt.SO_OOBINLINE, SockOpt.SO_DONTROUTE, SockOpt.IP_TOS, SockOpt.SO_PRIORITY, SockOpt.SO_MARK,
			SockOpt.SO_BINDTOIFINDEX, SockOpt.SO_RCVTIMEO, SockOpt.SO_SNDTIMEO, SockOpt.SO_BUSY_POLL,
			SockOpt.SO_PREFER_BUSY_POLL, SockOpt.SO_INCOMING_CPU, SockOpt.SO_MAX_PACING_RATE, SockOpt.SO_ZEROCOPY,
			SockOpt.SO_RESERVE_MEM, SockOpt.SO_TXREHASH, SockOpt.TCP_NODELAY, SockOpt.TCP_MAXSEG, SockOpt.TCP_CORK,
			SockOpt.TCP_KEEPIDLE, SockOpt.TCP_KEEPINTVL, SockOpt.TCP_KEEPCNT, SockOpt.TCP_SYNCNT, SockOpt.TCP_LINGER2,
			SockOpt.TCP_DEFER_ACCEPT, SockOpt.TCP_WINDOW_CLAMP, SockOpt.TCP_CONGESTION,
			SockOpt.TCP_THIN_LINEAR_TIMEOUTS, SockOpt.TCP_USER_TIMEOUT, SockOpt.TCP_FASTOPEN, SockOpt.TCP_FASTOPEN_KEY,
			SockOpt.TCP_FASTOPEN_CONNECT, SockOpt.TCP_FASTOPEN_NO_COOKIE, SockOpt.TCP_NOTSENT_LOWAT,
			SockOpt.TCP_SAVE_SYN, SockOpt.TCP_TX_DELAY, SockOpt.TCP_RTO_MAX_MS, SockOpt.TCP_RTO_MIN_US,
			SockOpt.TCP_DELACK_MAX_US, SockOpt.IP_TTL, SockOpt.IP_MINTTL, SockOpt.IP_OPTIONS, SockOpt.IP_MTU_DISCOVER,
			SockOpt.IP_RECVERR, SockOpt.IP_FREEBIND, SockOpt.IP_TRANSPARENT, SockOpt.IP_BIND_ADDRESS_NO_PORT,
			SockOpt.IP_LOCAL_PORT_RANGE, SockOpt.IPV6_TCLASS, SockOpt.IPV6_UNICAST_HOPS, SockOpt.IPV6_MINHOPCOUNT,
			SockOpt.IPV6_MTU_DISCOVER, SockOpt.IPV6_RECVERR, SockOpt.IPV6_AUTOFLOWLABEL, SockOpt.IPV6_ADDR_PREFERENCES);

	/**
	 * The options that are compared with the MPTCP socket even if they equal those of a
	 * fresh TCP socket: a sysctl may have changed since that was read, or {@code IP_TOS}
	 * has changed the option of the MPTCP socket.
	 */
	private static final Set<SockOpt> COMPARED = EnumSet.of(SockOpt.IPV6_V6ONLY, SockOpt.SO_PRIORITY,
			SockOpt.TCP_KEEPIDLE, SockOpt.TCP_KEEPINTVL, SockOpt.TCP_KEEPCNT, SockOpt.TCP_CONGESTION);

	private static final int SEND_BUFFER_LOCK = 1;

	private static final int RECEIVE_BUFFER_LOCK = 2;

	private final SystemCalls calls;

	private volatile @Nullable FreshOptions freshIpv4;

	private volatile @Nullable FreshOptions freshIpv6;

	CarriedOptions(SystemCalls calls) {
		this.calls = calls;
	}

	/**
	 * Copy all options that have been set on a socket.
	 * @param from the TCP socket
	 * @param to the fresh MPTCP socket
	 * @param domain the domain of both
	 * @return the problem of an option that could not be copied, or empty if all were
	 * copied
	 */
	Optional<Problem> carryAll(Descriptor from, Descriptor to, int domain) {
		try {
			verifyNothingAttached(from);
			FreshOptions fresh = fresh(domain);
			boolean locks = carryLockedBufferSizes(from, to, fresh);
			for (SockOpt option : fresh.all()) {
				if (option != SockOpt.SO_BUF_LOCK && !(locks && isBufferSize(option))) {
					carry(option, from, to, domain);
				}
			}
			return Optional.empty();
		}
		catch (NotCarriedException ex) {
			return Optional.of(ex.because());
		}
	}

	// Filters and keys cannot be read, but their memory can
	private static void verifyNothingAttached(Descriptor from) throws NotCarriedException {
		MemInfo memory = new MemInfo();
		OptionReading.read(from, SockOpt.SO_MEMINFO, memory);
		if (memory.attached().orElse(0) > 0) {
			throw new NotCarriedException(SocketProblems.attachedNotCarried());
		}
	}

	private FreshOptions fresh(int domain) throws NotCarriedException {
		FreshOptions fresh = (domain == SysSocket.AF_INET6) ? this.freshIpv6 : this.freshIpv4;
		return (fresh != null) ? fresh : refresh(domain);
	}

	private FreshOptions refresh(int domain) throws NotCarriedException {
		List<SockOpt> options = new ArrayList<>(ALL);
		options.add(SockOpt.SO_BUF_LOCK);
		FreshOptions fresh = FreshOptions.read(this.calls, domain, options);
		if (domain == SysSocket.AF_INET6) {
			this.freshIpv6 = fresh;
		}
		else {
			this.freshIpv4 = fresh;
		}
		return fresh;
	}

	/**
	 * Copy the sizes of buffers that have been set. The kernel reports which have been
	 * set; these do not grow with the connection.
	 * @param from the TCP socket
	 * @param to the fresh MPTCP socket
	 * @param fresh the options of a fresh TCP socket
	 * @return {@code true} if the kernel reports which sizes have been set
	 */
	private boolean carryLockedBufferSizes(Descriptor from, Descriptor to, FreshOptions fresh)
			throws NotCarriedException {
		byte[] value = fresh.has(SockOpt.SO_BUF_LOCK) ? OptionReading.read(from, SockOpt.SO_BUF_LOCK) : null;
		if (value == null) {
			return false;
		}
		int locks = OptionValue.toInt(value);
		if ((locks & SEND_BUFFER_LOCK) != 0) {
			carryLockedBufferSize(SockOpt.SO_SNDBUF, from, to);
		}
		if ((locks & RECEIVE_BUFFER_LOCK) != 0) {
			carryLockedBufferSize(SockOpt.SO_RCVBUF, from, to);
		}
		return true;
	}

	private static void carryLockedBufferSize(SockOpt option, Descriptor from, Descriptor to)
			throws NotCarriedException {
		byte[] wanted = OptionReading.read(from, option);
		if (wanted != null) {
			set(option, wanted, to);
		}
	}

	private void carry(SockOpt option, Descriptor from, Descriptor to, int domain) throws NotCarriedException {
		byte[] wanted = OptionReading.read(from, option);
		boolean usual = fresh(domain).has(option, wanted);
		if (wanted == null || (usual && !COMPARED.contains(option))) {
			return;
		}
		byte[] present = OptionReading.tryRead(to, option);
		if ((present != null) ? Arrays.equals(wanted, present) : usual) {
			return;
		}
		if (option == SockOpt.SO_PRIORITY || !isUsual(option, wanted, present, domain)) {
			set(option, wanted, to);
		}
	}

	// Two fresh sockets may differ, or a sysctl has changed since one was read
	private boolean isUsual(SockOpt option, byte[] wanted, byte @Nullable [] present, int domain)
			throws NotCarriedException {
		boolean mayBeOutdated = present == null || !fresh(domain).has(option, present);
		return mayBeOutdated && refresh(domain).has(option, wanted);
	}

	private static void set(SockOpt option, byte[] wanted, Descriptor to) throws NotCarriedException {
		int result = isBufferSize(option) ? to.setInt(option, OptionValue.toInt(wanted) / 2) : to.set(option, wanted);
		if (result < 0) {
			throw new NotCarriedException(SocketProblems.optionNotCarried(option, -result));
		}
		byte[] present = OptionReading.tryRead(to, option);
		if (present != null && !Arrays.equals(wanted, present)) {
			throw new NotCarriedException(SocketProblems.optionNotKept(option));
		}
	}

	// The kernel doubles a buffer size when it is set (socket(7))
	private static boolean isBufferSize(SockOpt option) {
		return option == SockOpt.SO_SNDBUF || option == SockOpt.SO_RCVBUF;
	}

}
