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
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who creates a TCP socket, in one of the ways in which sockets are created.
 */
public enum Creator {

	V4(SysSocket.AF_INET, 0, Map.of()),

	V6(SysSocket.AF_INET6, 0, Map.of()),

	V4_NON_BLOCKING(SysSocket.AF_INET, SysSocket.SOCK_NONBLOCK, Map.of()),

	V6_CLOSE_ON_EXEC(SysSocket.AF_INET6, SysSocket.SOCK_CLOEXEC, Map.of()),

	V6_ONLY(SysSocket.AF_INET6, SysSocket.SOCK_NONBLOCK, Map.of(SockOpt.IPV6_V6ONLY, OptionValue.ofInt(1))),

	V6_LISTENER(SysSocket.AF_INET6, SysSocket.SOCK_NONBLOCK,
			Map.of(SockOpt.SO_REUSEADDR, OptionValue.ofInt(1), SockOpt.IPV6_V6ONLY, OptionValue.ofInt(1))),

	V4_WITH_OPTIONS(SysSocket.AF_INET, 0, optionsThatMptcpTakes(SysSocket.AF_INET)),

	V6_WITH_OPTIONS(SysSocket.AF_INET6, SysSocket.SOCK_NONBLOCK | SysSocket.SOCK_CLOEXEC,
			optionsThatMptcpTakes(SysSocket.AF_INET6));

	private final int domain;

	private final int flags;

	private final Map<SockOpt, byte[]> options;

	Creator(int domain, int flags, Map<SockOpt, byte[]> options) {
		this.domain = domain;
		this.flags = flags;
		this.options = options;
	}

	/** Return the descriptor of a new TCP socket, which is the caller's to close. */
	public int create(SystemCalls calls) {
		int descriptor = calls.socket(this.domain, SysSocket.SOCK_STREAM | this.flags, SysSocket.IPPROTO_TCP);
		assertThat(descriptor).isNotNegative();
		options().forEach(
				(option, value) -> assertThat(calls.setsockopt(descriptor, option, value)).as(option.name()).isZero());
		return descriptor;
	}

	/** Return what {@link #create} sets. */
	public Map<SockOpt, byte[]> options() {
		return this.options;
	}

	public boolean isNonBlocking() {
		return (this.flags & SysSocket.SOCK_NONBLOCK) != 0;
	}

	public int descriptorFlags() {
		return ((this.flags & SysSocket.SOCK_CLOEXEC) != 0) ? Fcntl.FD_CLOEXEC : 0;
	}

	/**
	 * Return every option that MPTCP sockets take as well, with a value that it does not
	 * have by itself.
	 */
	public static Map<SockOpt, byte[]> optionsThatMptcpTakes(int domain) {
		Map<SockOpt, byte[]> options = new LinkedHashMap<>();
		options.put(SockOpt.SO_REUSEADDR, OptionValue.ofInt(1));
		options.put(SockOpt.SO_REUSEPORT, OptionValue.ofInt(1));
		options.put(SockOpt.SO_SNDBUF, OptionValue.ofInt(50000));
		options.put(SockOpt.SO_RCVBUF, OptionValue.ofInt(60000));
		options.put(SockOpt.SO_KEEPALIVE, OptionValue.ofInt(1));
		options.put(SockOpt.SO_LINGER, linger(5));
		// The kernel derives a priority from it, which the next line overrides
		options.put(SockOpt.IP_TOS, OptionValue.ofInt(0x10));
		options.put(SockOpt.SO_PRIORITY, OptionValue.ofInt(3));
		options.put(SockOpt.TCP_NODELAY, OptionValue.ofInt(1));
		options.put(SockOpt.TCP_KEEPIDLE, OptionValue.ofInt(100));
		options.put(SockOpt.TCP_KEEPINTVL, OptionValue.ofInt(20));
		options.put(SockOpt.TCP_KEEPCNT, OptionValue.ofInt(3));
		if (domain == SysSocket.AF_INET6) {
			options.put(SockOpt.IPV6_V6ONLY, OptionValue.ofInt(1));
		}
		return options;
	}

	private static byte[] linger(int seconds) {
		ByteBuffer value = ByteBuffer.allocate(SockOpt.SO_LINGER.length()).order(ByteOrder.nativeOrder());
		return value.putInt(1).putInt(seconds).array();
	}

}
