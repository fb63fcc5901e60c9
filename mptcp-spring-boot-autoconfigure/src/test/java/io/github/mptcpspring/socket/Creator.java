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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.mptcpspring.linux.Fcntl;
import io.github.mptcpspring.linux.OptionValue;
import io.github.mptcpspring.linux.Socket;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.linux.SystemCalls;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who creates a TCP socket, in one of the ways in which sockets are created.
 */
enum Creator {

	V4(Socket.AF_INET, 0, Map.of()),

	V6(Socket.AF_INET6, 0, Map.of()),

	V4_NON_BLOCKING(Socket.AF_INET, Socket.SOCK_NONBLOCK, Map.of()),

	V6_CLOSE_ON_EXEC(Socket.AF_INET6, Socket.SOCK_CLOEXEC, Map.of()),

	V6_ONLY(Socket.AF_INET6, Socket.SOCK_NONBLOCK, Map.of(SocketOption.IPV6_V6ONLY, OptionValue.ofInt(1))),

	V6_LISTENER(Socket.AF_INET6, Socket.SOCK_NONBLOCK,
			Map.of(SocketOption.SO_REUSEADDR, OptionValue.ofInt(1), SocketOption.IPV6_V6ONLY, OptionValue.ofInt(1))),

	V4_WITH_OPTIONS(Socket.AF_INET, 0, optionsThatMptcpTakes(Socket.AF_INET)),

	V6_WITH_OPTIONS(Socket.AF_INET6, Socket.SOCK_NONBLOCK | Socket.SOCK_CLOEXEC,
			optionsThatMptcpTakes(Socket.AF_INET6));

	private final int domain;

	private final int flags;

	private final Map<SocketOption, byte[]> options;

	Creator(int domain, int flags, Map<SocketOption, byte[]> options) {
		this.domain = domain;
		this.flags = flags;
		this.options = options;
	}

	/** Answer the descriptor of a new TCP socket, which is the caller's to close. */
	int create(SystemCalls calls) {
		int descriptor = calls.socket(this.domain, Socket.SOCK_STREAM | this.flags, Socket.IPPROTO_TCP);
		assertThat(descriptor).isNotNegative();
		options().forEach(
				(option, value) -> assertThat(calls.setsockopt(descriptor, option, value)).as(option.name()).isZero());
		return descriptor;
	}

	/** Answer what {@link #create} sets. */
	Map<SocketOption, byte[]> options() {
		return this.options;
	}

	boolean isNonBlocking() {
		return (this.flags & Socket.SOCK_NONBLOCK) != 0;
	}

	int descriptorFlags() {
		return ((this.flags & Socket.SOCK_CLOEXEC) != 0) ? Fcntl.FD_CLOEXEC : 0;
	}

	/**
	 * Answer every option that MPTCP sockets take as well, with a value that it does not
	 * have by itself.
	 */
	static Map<SocketOption, byte[]> optionsThatMptcpTakes(int domain) {
		Map<SocketOption, byte[]> options = new LinkedHashMap<>();
		options.put(SocketOption.SO_REUSEADDR, OptionValue.ofInt(1));
		options.put(SocketOption.SO_REUSEPORT, OptionValue.ofInt(1));
		options.put(SocketOption.SO_SNDBUF, OptionValue.ofInt(50000));
		options.put(SocketOption.SO_RCVBUF, OptionValue.ofInt(60000));
		options.put(SocketOption.SO_KEEPALIVE, OptionValue.ofInt(1));
		options.put(SocketOption.SO_LINGER, linger(5));
		// The kernel derives a priority from it, which the next line overrides
		options.put(SocketOption.IP_TOS, OptionValue.ofInt(0x10));
		options.put(SocketOption.SO_PRIORITY, OptionValue.ofInt(3));
		options.put(SocketOption.TCP_NODELAY, OptionValue.ofInt(1));
		options.put(SocketOption.TCP_KEEPIDLE, OptionValue.ofInt(100));
		options.put(SocketOption.TCP_KEEPINTVL, OptionValue.ofInt(20));
		options.put(SocketOption.TCP_KEEPCNT, OptionValue.ofInt(3));
		if (domain == Socket.AF_INET6) {
			options.put(SocketOption.IPV6_V6ONLY, OptionValue.ofInt(1));
		}
		return options;
	}

	private static byte[] linger(int seconds) {
		ByteBuffer value = ByteBuffer.allocate(SocketOption.SO_LINGER.length()).order(ByteOrder.nativeOrder());
		return value.putInt(1).putInt(seconds).array();
	}

}
