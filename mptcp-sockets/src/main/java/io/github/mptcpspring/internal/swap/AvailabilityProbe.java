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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;

/**
 * Determines whether MPTCP is available by opening an MPTCP socket and setting the
 * options that servers and clients of the JVM set.
 * <p>
 * The version of the kernel is not sufficient: distributions backport, and before Linux
 * 5.17 an MPTCP socket refuses {@code TCP_NODELAY}, which would break every accepted
 * connection of most servers.
 */
public final class AvailabilityProbe {

	private static final Map<SockOpt, byte[]> OPTIONS = options();

	private AvailabilityProbe() {
	}

	private static Map<SockOpt, byte[]> options() {
		Map<SockOpt, byte[]> options = new LinkedHashMap<>();
		options.put(SockOpt.SO_REUSEADDR, OptionValue.ofInt(1));
		options.put(SockOpt.SO_RCVBUF, OptionValue.ofInt(65536));
		options.put(SockOpt.SO_SNDBUF, OptionValue.ofInt(65536));
		options.put(SockOpt.SO_KEEPALIVE, OptionValue.ofInt(1));
		options.put(SockOpt.SO_LINGER, new byte[SockOpt.SO_LINGER.length()]);
		options.put(SockOpt.TCP_NODELAY, OptionValue.ofInt(1));
		return options;
	}

	public static Optional<Problem> probe(SystemCalls calls) {
		int number = ProbeSocket.open(calls);
		if (number < 0) {
			return Optional.of(SocketProblems.socketFailed(-number));
		}
		try (OwnedDescriptor mptcp = new OwnedDescriptor(calls, number)) {
			for (Map.Entry<SockOpt, byte[]> option : OPTIONS.entrySet()) {
				int result = mptcp.set(option.getKey(), option.getValue());
				if (result < 0) {
					return Optional.of(SocketProblems.optionNotSupported(option.getKey(), -result));
				}
			}
			return Optional.empty();
		}
	}

	// Not with channels of the JDK: their classes fail permanently if their first use
	// finds no descriptor
	public static boolean isTcpAvailable(SystemCalls calls) {
		int number = ProbeSocket.openTcp(calls);
		if (number >= 0) {
			calls.close(number);
		}
		return number >= 0;
	}

}
