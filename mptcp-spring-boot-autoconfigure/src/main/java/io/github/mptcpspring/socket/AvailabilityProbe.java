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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.mptcpspring.linux.OptionValue;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.linux.SystemCalls;

/**
 * Finds out whether MPTCP can be had by making an MPTCP socket and setting on it what
 * servers and clients of the JVM set on the sockets that they open and accept.
 * <p>
 * A kernel version says neither: distributions backport, and before Linux 5.17 an MPTCP
 * socket can be made but refuses {@code TCP_NODELAY}, with which every accepted
 * connection of most servers would fail.
 */
final class AvailabilityProbe {

	private static final Map<SocketOption, byte[]> OPTIONS = options();

	private AvailabilityProbe() {
	}

	private static Map<SocketOption, byte[]> options() {
		Map<SocketOption, byte[]> options = new LinkedHashMap<>();
		options.put(SocketOption.SO_REUSEADDR, OptionValue.ofInt(1));
		options.put(SocketOption.SO_RCVBUF, OptionValue.ofInt(65536));
		options.put(SocketOption.SO_SNDBUF, OptionValue.ofInt(65536));
		options.put(SocketOption.SO_KEEPALIVE, OptionValue.ofInt(1));
		options.put(SocketOption.SO_LINGER, new byte[SocketOption.SO_LINGER.length()]);
		options.put(SocketOption.TCP_NODELAY, OptionValue.ofInt(1));
		return options;
	}

	static Optional<Problem> probe(SystemCalls calls) {
		int number = MptcpSocket.open(calls);
		if (number < 0) {
			return Optional.of(SocketProblems.socketFailed(-number));
		}
		try (OwnedDescriptor mptcp = new OwnedDescriptor(calls, number)) {
			for (Map.Entry<SocketOption, byte[]> option : OPTIONS.entrySet()) {
				int result = mptcp.set(option.getKey(), option.getValue());
				if (result < 0) {
					return Optional.of(SocketProblems.optionNotSupported(option.getKey(), -result));
				}
			}
			return Optional.empty();
		}
	}

	// Not with the JDK's channels: its classes break for good where their first use finds
	// no descriptor
	static boolean isTcpAvailable(SystemCalls calls) {
		int number = MptcpSocket.openTcp(calls);
		if (number >= 0) {
			calls.close(number);
		}
		return number >= 0;
	}

}
