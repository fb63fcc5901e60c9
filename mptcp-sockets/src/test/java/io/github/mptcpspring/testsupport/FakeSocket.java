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

package io.github.mptcpspring.testsupport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.swap.CarriedOptions;

/**
 * A socket of {@link FakeSystemCalls}: what {@code struct sock} is to Linux. What it
 * refuses is what Linux 6.18 refuses, except that it has fewer options.
 */
public final class FakeSocket {

	/** What it can carry and does as Linux does, to the last value. */
	public static final Set<SockOpt> IMITATED = Set
		.copyOf(EnumSet.of(SockOpt.IPV6_V6ONLY, SockOpt.SO_REUSEADDR, SockOpt.SO_REUSEPORT, SockOpt.SO_SNDBUF,
				SockOpt.SO_RCVBUF, SockOpt.SO_KEEPALIVE, SockOpt.SO_LINGER, SockOpt.SO_OOBINLINE, SockOpt.SO_DONTROUTE,
				SockOpt.IP_TOS, SockOpt.SO_PRIORITY, SockOpt.SO_MARK, SockOpt.IPV6_TCLASS, SockOpt.TCP_NODELAY,
				SockOpt.TCP_KEEPIDLE, SockOpt.TCP_KEEPINTVL, SockOpt.TCP_KEEPCNT, SockOpt.TCP_USER_TIMEOUT));

	/** What other tests set and read, without a look at the value. */
	private static final Set<SockOpt> ALSO_KNOWN = EnumSet.of(SockOpt.TCP_CORK, SockOpt.TCP_FASTOPEN,
			SockOpt.TCP_FASTOPEN_CONNECT);

	private static final int SEND_BUFFER_LOCK = 1;

	private static final int RECEIVE_BUFFER_LOCK = 2;

	private static final int MAX_BUFFER_SIZE = 4194304;

	private static long cookies;

	/** {@code ip_tos2prio} of Linux by the two bits of the type of service. */
	private static final int[] PRIORITIES = { 0, 2, 6, 4 };

	private final int domain;

	private final int protocol;

	private final Map<SockOpt, Integer> defaults;

	private final Map<SockOpt, byte[]> values;

	private final Set<SockOpt> assigned = EnumSet.noneOf(SockOpt.class);

	private boolean nonBlocking;

	private boolean bound;

	private boolean connected;

	FakeSocket(int domain, int protocol, boolean nonBlocking, Map<SockOpt, Integer> defaults) {
		this.domain = domain;
		this.protocol = protocol;
		this.nonBlocking = nonBlocking;
		this.defaults = Map.copyOf(defaults);
		this.values = new EnumMap<>(SockOpt.class);
		for (SockOpt option : SockOpt.values()) {
			byte[] value = new byte[option.length()];
			System.arraycopy(OptionValue.ofInt(defaults.getOrDefault(option, 0)), 0, value, 0, Integer.BYTES);
			this.values.put(option, value);
		}
		this.values.put(SockOpt.SO_PROTOCOL, OptionValue.ofInt(protocol));
		this.values.put(SockOpt.TCP_IS_MPTCP, OptionValue.ofInt(isMptcp() ? 1 : 0));
		this.values.put(SockOpt.SO_COOKIE,
				ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(++cookies).array());
	}

	public int domain() {
		return this.domain;
	}

	int protocol() {
		return this.protocol;
	}

	public boolean isMptcp() {
		return this.protocol == SysSocket.IPPROTO_MPTCP;
	}

	public boolean isNonBlocking() {
		return this.nonBlocking;
	}

	void setNonBlocking(boolean nonBlocking) {
		this.nonBlocking = nonBlocking;
	}

	boolean isBound() {
		return this.bound;
	}

	public void bind() {
		this.bound = true;
	}

	boolean isConnected() {
		return this.connected;
	}

	public void connect() {
		this.connected = true;
	}

	/** Attach a filter or a key, which takes memory and is read by no option. */
	public void attach() {
		byte[] memory = new byte[SockOpt.SO_MEMINFO.length()];
		Arrays.fill(memory, 6 * Integer.BYTES, 7 * Integer.BYTES, (byte) 1);
		this.values.put(SockOpt.SO_MEMINFO, memory);
	}

	/** Return the options that somebody has set, even to what they were. */
	public Set<SockOpt> assigned() {
		return this.assigned;
	}

	public int get(SockOpt option, byte[] target) {
		int refusal = refusalToGet(option);
		if (refusal != 0) {
			return -refusal;
		}
		byte[] value = this.values.get(option);
		int length = Math.min(value.length, target.length);
		System.arraycopy(value, 0, target, 0, length);
		return length;
	}

	private static boolean isKnown(SockOpt option) {
		return IMITATED.contains(option) || ALSO_KNOWN.contains(option) || !CarriedOptions.ALL.contains(option);
	}

	private int refusalToGet(SockOpt option) {
		if (!isKnown(option)) {
			return Errno.ENOPROTOOPT;
		}
		return switch (option) {
			case IPV6_V6ONLY -> (isIpv6() || isMptcp()) ? 0 : Errno.EOPNOTSUPP;
			case IPV6_TCLASS -> (isIpv6() && !isMptcp()) ? 0 : Errno.EOPNOTSUPP;
			case TCP_USER_TIMEOUT -> isMptcp() ? Errno.EOPNOTSUPP : 0;
			default -> 0;
		};
	}

	public int set(SockOpt option, byte[] source) {
		int refusal = refusalToSet(option, source);
		if (refusal != 0) {
			return -refusal;
		}
		byte[] value = (option != SockOpt.SO_LINGER) ? OptionValue.ofInt(adjusted(option, OptionValue.toInt(source)))
				: adjustedLinger(source);
		if (option == SockOpt.SO_DONTROUTE && isMptcp()) {
			return 0;
		}
		this.values.put(option, value);
		this.assigned.add(option);
		if (option == SockOpt.SO_SNDBUF || option == SockOpt.SO_RCVBUF) {
			int locks = OptionValue.toInt(this.values.get(SockOpt.SO_BUF_LOCK))
					| ((option == SockOpt.SO_SNDBUF) ? SEND_BUFFER_LOCK : RECEIVE_BUFFER_LOCK);
			this.values.put(SockOpt.SO_BUF_LOCK, OptionValue.ofInt(locks));
		}
		if (option == SockOpt.IP_TOS) {
			int priority = PRIORITIES[(OptionValue.toInt(value) & 0x18) >> 3];
			this.values.put(SockOpt.SO_PRIORITY, OptionValue.ofInt(priority));
		}
		return 0;
	}

	private int refusalToSet(SockOpt option, byte[] source) {
		if (!isKnown(option)) {
			return Errno.ENOPROTOOPT;
		}
		return switch (option) {
			case SO_PROTOCOL -> isMptcp() ? Errno.EOPNOTSUPP : Errno.ENOPROTOOPT;
			case TCP_IS_MPTCP -> Errno.ENOPROTOOPT;
			case SO_OOBINLINE -> isMptcp() ? Errno.EOPNOTSUPP : 0;
			case IPV6_V6ONLY -> isIpv6() ? 0 : Errno.ENOPROTOOPT;
			case IPV6_TCLASS ->
				isMptcp() ? Errno.EOPNOTSUPP : (isIpv6() ? refusalOutside(0, 255, source) : Errno.ENOPROTOOPT);
			case TCP_USER_TIMEOUT -> isMptcp() ? Errno.ENOPROTOOPT : 0;
			case TCP_KEEPIDLE, TCP_KEEPINTVL -> isMptcp() ? 0 : refusalOutside(1, 32767, source);
			case TCP_KEEPCNT -> isMptcp() ? 0 : refusalOutside(1, 127, source);
			default -> 0;
		};
	}

	private static int refusalOutside(int lowest, int highest, byte[] source) {
		int value = OptionValue.toInt(source);
		return (value < lowest || value > highest) ? Errno.EINVAL : 0;
	}

	private int adjusted(SockOpt option, int value) {
		return switch (option) {
			case SO_REUSEADDR, SO_REUSEPORT, SO_KEEPALIVE, SO_DONTROUTE, SO_OOBINLINE, IPV6_V6ONLY, TCP_NODELAY ->
				(value != 0) ? 1 : 0;
			case SO_SNDBUF -> Math.max(4608, 2 * Math.min(value, MAX_BUFFER_SIZE));
			case SO_RCVBUF -> Math.max(2304, 2 * Math.min(value, MAX_BUFFER_SIZE));
			// The two low bits are those of congestion notification
			case IP_TOS, IPV6_TCLASS -> value & 0xfc;
			case TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT -> (value != 0) ? value : this.defaults.get(option);
			default -> value;
		};
	}

	/** On or off, then the seconds, which count only when it is on. */
	private byte[] adjustedLinger(byte[] source) {
		boolean on = OptionValue.toInt(source) != 0;
		byte[] value = on ? source.clone() : this.values.get(SockOpt.SO_LINGER).clone();
		System.arraycopy(OptionValue.ofInt(on ? 1 : 0), 0, value, 0, Integer.BYTES);
		return value;
	}

	private boolean isIpv6() {
		return this.domain == SysSocket.AF_INET6;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("socket(" + this.domain + ", " + this.protocol + ")");
		this.values.forEach((option, value) -> text.append(' ').append(option).append(Arrays.toString(value)));
		return text.append(this.nonBlocking ? " non-blocking" : " blocking").toString();
	}

}
