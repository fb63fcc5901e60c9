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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.github.mptcpspring.internal.linux.RawOption;
import io.github.mptcpspring.internal.linux.RawOption.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every option of a socket that the kernel tells, whether this project knows it or not.
 */
public final class SocketOptions {

	private static final String UNTOLD = "not told";

	private static final Map<RawOption, String> DIFFERENCES = differences();

	private static final Map<RawOption, String> DIFFERENCES_ONCE_CONNECTED = differencesOnceConnected();

	private final Map<RawOption, String> values = new LinkedHashMap<>();

	private SocketOptions(int descriptor) {
		for (RawOption option : RawOption.all()) {
			option.get(descriptor).ifPresent((value) -> this.values.put(option, value));
		}
	}

	/**
	 * Read all options of a socket.
	 * @param descriptor the socket
	 * @return its options
	 */
	public static SocketOptions of(int descriptor) {
		return new SocketOptions(descriptor);
	}

	/**
	 * Return what the kernel tells of an option.
	 * @param option the option
	 * @return its value in hexadecimal digits, or that it is not told
	 */
	public String get(RawOption option) {
		return this.values.getOrDefault(option, UNTOLD);
	}

	/**
	 * The reasons why options of an MPTCP socket are not those of a TCP socket.
	 */
	private static Map<RawOption, String> differences() {
		Map<RawOption, String> reasons = new LinkedHashMap<>();
		reasons.put(new RawOption(Level.SOCKET, 38), "SO_PROTOCOL is what the swap changes");
		reasons.put(new RawOption(Level.SOCKET, 57), "SO_COOKIE is another one for each socket");
		reasons.put(new RawOption(Level.SOCKET, 55), "SO_MEMINFO measures");
		reasons.put(new RawOption(Level.SOCKET, 56), "SO_INCOMING_NAPI_ID tells where packets come in");
		reasons.put(new RawOption(Level.TCP, 11), "TCP_INFO measures");
		reasons.put(new RawOption(Level.TCP, 24), "TCP_TIMESTAMP is a clock");
		reasons.put(new RawOption(Level.TCP, 26), "TCP_CC_INFO measures");
		reasons.put(new RawOption(Level.TCP, 28), "TCP_SAVED_SYN is read only; TCP_SAVE_SYN is compared");
		reasons.put(new RawOption(Level.TCP, 35), "TCP_ZEROCOPY_RECEIVE is a way to receive");
		reasons.put(new RawOption(Level.TCP, 31), "TCP_ULP is mptcp for the first subflow");
		reasons.put(new RawOption(Level.TCP, 43), "TCP_IS_MPTCP");
		return reasons;
	}

	/**
	 * What changes by itself once a socket is connected.
	 */
	private static Map<RawOption, String> differencesOnceConnected() {
		Map<RawOption, String> reasons = new LinkedHashMap<>();
		reasons.put(new RawOption(Level.SOCKET, 7), "SO_SNDBUF grows with the connection unless it is set");
		reasons.put(new RawOption(Level.SOCKET, 8), "SO_RCVBUF grows with the connection unless it is set");
		reasons.put(new RawOption(Level.SOCKET, 49), "SO_INCOMING_CPU is where packets come in");
		reasons.put(new RawOption(Level.TCP, 12), "TCP_QUICKACK follows the traffic (tcp(7))");
		reasons.put(new RawOption(Level.TCP, 25),
				"TCP_NOTSENT_LOWAT of an accepted TCP socket is that of the sysctl, which MPTCP tells as 0");
		reasons.put(new RawOption(Level.TCP, 10), "TCP_WINDOW_CLAMP follows the size of the buffer");
		reasons.put(new RawOption(Level.SOCKET, 18),
				"SO_RCVLOWAT of TCP that an MPTCP listener accepts is told as 0, which means 1");
		reasons.put(new RawOption(Level.IP, 52), "IP_PROTOCOL is the local port (Linux 6.18)");
		reasons.put(new RawOption(Level.TCP, 2), "TCP_MAXSEG leaves room for the options of MPTCP once connected");
		return reasons;
	}

	/**
	 * Verify that a socket is as it would be had it not been made an MPTCP socket.
	 * @param tcp the socket that a library makes without the starter
	 * @param mptcp the socket that it makes with the starter
	 * @param untouched a TCP socket in the same state on which nothing has been set
	 */
	public static void verifyAlike(SocketOptions tcp, SocketOptions mptcp, SocketOptions untouched) {
		verifyAlike(tcp, mptcp, untouched, DIFFERENCES);
	}

	/**
	 * Verify that a connected socket is as it would be had it not been made an MPTCP
	 * socket.
	 * @param tcp the socket that a library connects or accepts without the starter
	 * @param mptcp the socket that it connects or accepts with the starter
	 * @param untouched a connected TCP socket on which nothing has been set
	 */
	public static void verifyAlikeOnceConnected(SocketOptions tcp, SocketOptions mptcp, SocketOptions untouched) {
		Map<RawOption, String> reasons = new LinkedHashMap<>(DIFFERENCES);
		reasons.putAll(DIFFERENCES_ONCE_CONNECTED);
		verifyAlike(tcp, mptcp, untouched, reasons);
	}

	private static void verifyAlike(SocketOptions tcp, SocketOptions mptcp, SocketOptions untouched,
			Map<RawOption, String> reasons) {
		Map<String, String> unexplained = new TreeMap<>();
		for (RawOption option : RawOption.all()) {
			String onTcp = tcp.values.getOrDefault(option, UNTOLD);
			String onMptcp = mptcp.values.getOrDefault(option, UNTOLD);
			boolean explained = onTcp.equals(onMptcp) || reasons.containsKey(option)
					|| isExplained(option, onTcp, onMptcp, untouched);
			if (!explained) {
				unexplained.put(option.toString(), onTcp + " without MPTCP and " + onMptcp + " with it");
			}
		}
		assertThat(tcp.values).hasSizeGreaterThan(60);
		assertThat(mptcp.values).hasSizeGreaterThan(40);
		assertThat(unexplained).isEmpty();
	}

	private static boolean isExplained(RawOption option, String onTcp, String onMptcp, SocketOptions untouched) {
		// What MPTCP does not tell must be what nobody has set
		if (onMptcp.equals(UNTOLD)) {
			return onTcp.equals(untouched.values.get(option));
		}
		// An MPTCP socket of IPv4 tells a few options of IPv6
		return onTcp.equals(UNTOLD) && option.level() == Level.IPV6;
	}

	@Override
	public String toString() {
		return this.values.toString();
	}

}
