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

package io.github.mptcpspring.socket;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.mptcpspring.linux.OptionValue;
import io.github.mptcpspring.linux.Socket;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.linux.SystemCalls;
import io.github.mptcpspring.linux.struct.MemInfo;
import org.jspecify.annotations.Nullable;

/**
 * Carries the options of a TCP socket over to the MPTCP socket that is to take its place.
 * Libraries set options in the constructor of their channels (Netty:
 * {@code TCP_NODELAY}), so a socket that has just been made is not one on which nothing
 * is set.
 * <p>
 * What somebody has set is what differs from a fresh TCP socket. Those values are read
 * once, for a system call takes as long as all else about an option, and again when an
 * option differs: sysctls may have changed meanwhile. An option that MPTCP refuses, or
 * takes and does not keep, makes the socket stay as it is.
 */
final class CarriedOptions {

	/**
	 * What can be set on a socket that is not yet bound or connected, stays set, and has
	 * an effect on a byte stream that is read and written by a JVM. Missing are therefore
	 * {@code TCP_QUICKACK}, which does not stay (tcp(7)), what asks for control messages
	 * ({@code SO_TIMESTAMP}, {@code IP_RECVTTL}, …), and what is about datagrams.
	 * {@code IP_TOS} comes before {@code SO_PRIORITY}, which it changes (ip(7)).
	 */
	static final List<SocketOption> ALL = List.of(SocketOption.IPV6_V6ONLY, SocketOption.SO_REUSEADDR,
			SocketOption.SO_REUSEPORT, SocketOption.SO_SNDBUF, SocketOption.SO_RCVBUF, SocketOption.SO_RCVLOWAT,
			SocketOption.SO_KEEPALIVE, SocketOption.SO_LINGER, SocketOption.SO_OOBINLINE, SocketOption.SO_DONTROUTE,
			SocketOption.IP_TOS, SocketOption.SO_PRIORITY, SocketOption.SO_MARK, SocketOption.SO_BINDTOIFINDEX,
			SocketOption.SO_RCVTIMEO, SocketOption.SO_SNDTIMEO, SocketOption.SO_BUSY_POLL,
			SocketOption.SO_PREFER_BUSY_POLL, SocketOption.SO_INCOMING_CPU, SocketOption.SO_MAX_PACING_RATE,
			SocketOption.SO_ZEROCOPY, SocketOption.SO_RESERVE_MEM, SocketOption.SO_TXREHASH, SocketOption.TCP_NODELAY,
			SocketOption.TCP_MAXSEG, SocketOption.TCP_CORK, SocketOption.TCP_KEEPIDLE, SocketOption.TCP_KEEPINTVL,
			SocketOption.TCP_KEEPCNT, SocketOption.TCP_SYNCNT, SocketOption.TCP_LINGER2, SocketOption.TCP_DEFER_ACCEPT,
			SocketOption.TCP_WINDOW_CLAMP, SocketOption.TCP_CONGESTION, SocketOption.TCP_THIN_LINEAR_TIMEOUTS,
			SocketOption.TCP_USER_TIMEOUT, SocketOption.TCP_FASTOPEN, SocketOption.TCP_FASTOPEN_KEY,
			SocketOption.TCP_FASTOPEN_CONNECT, SocketOption.TCP_FASTOPEN_NO_COOKIE, SocketOption.TCP_NOTSENT_LOWAT,
			SocketOption.TCP_SAVE_SYN, SocketOption.TCP_TX_DELAY, SocketOption.TCP_RTO_MAX_MS,
			SocketOption.TCP_RTO_MIN_US, SocketOption.TCP_DELACK_MAX_US, SocketOption.IP_TTL, SocketOption.IP_MINTTL,
			SocketOption.IP_OPTIONS, SocketOption.IP_MTU_DISCOVER, SocketOption.IP_RECVERR, SocketOption.IP_FREEBIND,
			SocketOption.IP_TRANSPARENT, SocketOption.IP_BIND_ADDRESS_NO_PORT, SocketOption.IP_LOCAL_PORT_RANGE,
			SocketOption.IPV6_TCLASS, SocketOption.IPV6_UNICAST_HOPS, SocketOption.IPV6_MINHOPCOUNT,
			SocketOption.IPV6_MTU_DISCOVER, SocketOption.IPV6_RECVERR, SocketOption.IPV6_AUTOFLOWLABEL,
			SocketOption.IPV6_ADDR_PREFERENCES);

	/**
	 * What is compared with the MPTCP socket even when it is what fresh TCP sockets have:
	 * those may have had another value when they were asked, by a sysctl, or the MPTCP
	 * socket has got another one with {@code IP_TOS}.
	 */
	private static final Set<SocketOption> COMPARED = EnumSet.of(SocketOption.IPV6_V6ONLY, SocketOption.SO_PRIORITY,
			SocketOption.TCP_KEEPIDLE, SocketOption.TCP_KEEPINTVL, SocketOption.TCP_KEEPCNT,
			SocketOption.TCP_CONGESTION);

	private static final int SEND_BUFFER_LOCK = 1;

	private static final int RECEIVE_BUFFER_LOCK = 2;

	private final SystemCalls calls;

	private volatile @Nullable FreshOptions freshIpv4;

	private volatile @Nullable FreshOptions freshIpv6;

	CarriedOptions(SystemCalls calls) {
		this.calls = calls;
	}

	/**
	 * Carry over whatever has been set on a socket.
	 * @param from the TCP socket
	 * @param to the fresh MPTCP socket
	 * @param domain the domain of both
	 * @return why an option could not be carried, empty when all were
	 */
	Optional<Problem> carryAll(Descriptor from, Descriptor to, int domain) {
		try {
			verifyNothingAttached(from);
			FreshOptions fresh = fresh(domain);
			boolean locks = carryLockedBufferSizes(from, to, fresh);
			for (SocketOption option : fresh.all()) {
				if (option != SocketOption.SO_BUF_LOCK && !(locks && isBufferSize(option))) {
					carry(option, from, to, domain);
				}
			}
			return Optional.empty();
		}
		catch (NotCarriedException ex) {
			return Optional.of(ex.because());
		}
	}

	// Filters and keys cannot be read, but the memory that they take
	private static void verifyNothingAttached(Descriptor from) throws NotCarriedException {
		MemInfo memory = new MemInfo();
		OptionReading.read(from, SocketOption.SO_MEMINFO, memory);
		if (memory.attached().orElse(0) > 0) {
			throw new NotCarriedException(SocketProblems.attachedNotCarried());
		}
	}

	private FreshOptions fresh(int domain) throws NotCarriedException {
		FreshOptions fresh = (domain == Socket.AF_INET6) ? this.freshIpv6 : this.freshIpv4;
		return (fresh != null) ? fresh : refresh(domain);
	}

	private FreshOptions refresh(int domain) throws NotCarriedException {
		List<SocketOption> options = new ArrayList<>(ALL);
		options.add(SocketOption.SO_BUF_LOCK);
		FreshOptions fresh = FreshOptions.read(this.calls, domain, options);
		if (domain == Socket.AF_INET6) {
			this.freshIpv6 = fresh;
		}
		else {
			this.freshIpv4 = fresh;
		}
		return fresh;
	}

	/**
	 * Carry over the sizes of buffers that have been set. The kernel says which have, and
	 * that matters: what is set does not grow with the connection.
	 * @param from the TCP socket
	 * @param to the fresh MPTCP socket
	 * @param fresh the options of a fresh TCP socket
	 * @return whether the kernel says so
	 */
	private boolean carryLockedBufferSizes(Descriptor from, Descriptor to, FreshOptions fresh)
			throws NotCarriedException {
		byte[] value = fresh.has(SocketOption.SO_BUF_LOCK) ? OptionReading.read(from, SocketOption.SO_BUF_LOCK) : null;
		if (value == null) {
			return false;
		}
		int locks = OptionValue.toInt(value);
		if ((locks & SEND_BUFFER_LOCK) != 0) {
			carryLockedBufferSize(SocketOption.SO_SNDBUF, from, to);
		}
		if ((locks & RECEIVE_BUFFER_LOCK) != 0) {
			carryLockedBufferSize(SocketOption.SO_RCVBUF, from, to);
		}
		return true;
	}

	private static void carryLockedBufferSize(SocketOption option, Descriptor from, Descriptor to)
			throws NotCarriedException {
		byte[] wanted = OptionReading.read(from, option);
		if (wanted != null) {
			set(option, wanted, to);
		}
	}

	private void carry(SocketOption option, Descriptor from, Descriptor to, int domain) throws NotCarriedException {
		byte[] wanted = OptionReading.read(from, option);
		boolean usual = fresh(domain).has(option, wanted);
		if (wanted == null || (usual && !COMPARED.contains(option))) {
			return;
		}
		byte[] present = OptionReading.tryRead(to, option);
		if ((present != null) ? Arrays.equals(wanted, present) : usual) {
			return;
		}
		if (option == SocketOption.SO_PRIORITY || !isUsual(option, wanted, present, domain)) {
			set(option, wanted, to);
		}
	}

	// Two fresh sockets may differ, or a sysctl has changed since one was asked
	private boolean isUsual(SocketOption option, byte[] wanted, byte @Nullable [] present, int domain)
			throws NotCarriedException {
		boolean mayBeOutdated = present == null || !fresh(domain).has(option, present);
		return mayBeOutdated && refresh(domain).has(option, wanted);
	}

	private static void set(SocketOption option, byte[] wanted, Descriptor to) throws NotCarriedException {
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
	private static boolean isBufferSize(SocketOption option) {
		return option == SocketOption.SO_SNDBUF || option == SocketOption.SO_RCVBUF;
	}

}
