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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.linux.Errno;
import io.github.mptcpspring.linux.OptionValue;
import io.github.mptcpspring.linux.Socket;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.linux.SystemCalls;

/**
 * Carries what the creator of a TCP socket has set on it to the MPTCP socket that is to
 * take its place.
 * <p>
 * Only what differs from a fresh socket is set. Setting all would change behaviour: a
 * buffer size that was set, even to its default, is no longer tuned by the kernel
 * (tcp(7)).
 */
final class CarriedOptions {

	/**
	 * What the JDK can set on a socket that is not yet bound or connected, and what stays
	 * set. {@code TCP_QUICKACK} is missing because it does not stay (tcp(7)).
	 * {@code IP_TOS} comes before {@code SO_PRIORITY}, which it changes (ip(7)).
	 */
	static final List<SocketOption> ALL = List.of(SocketOption.IPV6_V6ONLY, SocketOption.SO_REUSEADDR,
			SocketOption.SO_REUSEPORT, SocketOption.SO_SNDBUF, SocketOption.SO_RCVBUF, SocketOption.SO_KEEPALIVE,
			SocketOption.SO_LINGER, SocketOption.SO_OOBINLINE, SocketOption.IP_TOS, SocketOption.SO_PRIORITY,
			SocketOption.SO_MARK, SocketOption.IPV6_TCLASS, SocketOption.TCP_NODELAY, SocketOption.TCP_KEEPIDLE,
			SocketOption.TCP_KEEPINTVL, SocketOption.TCP_KEEPCNT, SocketOption.TCP_USER_TIMEOUT);

	private final Descriptor from;

	private final Descriptor to;

	private final int domain;

	private CarriedOptions(Descriptor from, Descriptor to, int domain) {
		this.from = from;
		this.to = to;
		this.domain = domain;
	}

	/**
	 * Carry over whatever the creator of a socket may have set.
	 * @param from the TCP socket
	 * @param to the fresh MPTCP socket
	 * @param domain the domain of both
	 * @return why an option could not be carried, empty when all were
	 */
	static Optional<Unavailable> carryAll(Descriptor from, Descriptor to, int domain) {
		CarriedOptions carriedOptions = new CarriedOptions(from, to, domain);
		for (SocketOption option : ALL) {
			Optional<Unavailable> failure = carriedOptions.carry(option);
			if (failure.isPresent()) {
				return failure;
			}
		}
		return Optional.empty();
	}

	/**
	 * Carry over one option that has been read already.
	 * @param option the option
	 * @param wanted its value on the TCP socket
	 * @param from the TCP socket
	 * @param to the fresh MPTCP socket
	 * @param domain the domain of both
	 * @return why it could not be carried, empty when it was
	 */
	static Optional<Unavailable> carry(SocketOption option, byte[] wanted, Descriptor from, Descriptor to, int domain) {
		return new CarriedOptions(from, to, domain).carry(option, wanted);
	}

	private Optional<Unavailable> carry(SocketOption option) {
		byte[] wanted = new byte[option.length()];
		int length = this.from.get(option, wanted);
		if (length == -Errno.ENOPROTOOPT || length == -Errno.EOPNOTSUPP) {
			return Optional.empty();
		}
		if (length < 0) {
			return Optional.of(UnavailableReasons.callFailed("getsockopt(2) of " + option, -length));
		}
		return carry(option, wanted);
	}

	private Optional<Unavailable> carry(SocketOption option, byte[] wanted) {
		byte[] present = new byte[option.length()];
		// Some kernels cannot report it on MPTCP. Zero is the default of nearly all, but
		// not
		// of IPV6_V6ONLY where net.ipv6.bindv6only is set
		boolean known = this.to.get(option, present) >= 0 || option != SocketOption.IPV6_V6ONLY;
		return (known && Arrays.equals(wanted, present)) ? Optional.empty() : set(option, wanted);
	}

	// What the two sockets do not have in common is set, unless it differs because fresh
	// TCP and fresh MPTCP sockets do, and not because somebody set it
	private Optional<Unavailable> set(SocketOption option, byte[] wanted) {
		SystemCalls calls = this.from.calls();
		int number = calls.socket(this.domain, Socket.SOCK_STREAM | Socket.SOCK_CLOEXEC, Socket.IPPROTO_TCP);
		if (number < 0) {
			return Optional.of(UnavailableReasons.callFailed("socket(2)", -number));
		}
		try (OwnedDescriptor freshTcp = new OwnedDescriptor(calls, number)) {
			byte[] fresh = new byte[option.length()];
			int length = freshTcp.get(option, fresh);
			if (length < 0) {
				return Optional.of(UnavailableReasons.callFailed("getsockopt(2) of " + option, -length));
			}
			if (Arrays.equals(wanted, fresh)) {
				return Optional.empty();
			}
		}
		int result = isBufferSize(option) ? this.to.setInt(option, OptionValue.toInt(wanted) / 2)
				: this.to.set(option, wanted);
		return (result < 0) ? Optional.of(UnavailableReasons.optionNotCarried(option, -result)) : Optional.empty();
	}

	// The kernel doubles a buffer size when it is set (socket(7))
	private static boolean isBufferSize(SocketOption option) {
		return option == SocketOption.SO_SNDBUF || option == SocketOption.SO_RCVBUF;
	}

}
