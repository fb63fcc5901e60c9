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

import java.util.Optional;

import io.github.mptcpspring.linux.Errno;
import io.github.mptcpspring.linux.Fcntl;
import io.github.mptcpspring.linux.Socket;
import io.github.mptcpspring.linux.SocketAddressLayout;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.linux.SystemCalls;
import io.github.mptcpspring.socket.SwapResult.Kept;
import io.github.mptcpspring.socket.SwapResult.Swapped;

/**
 * Puts an MPTCP socket under the number of a TCP socket.
 * <p>
 * The protocol is chosen at {@code socket(2)} and never later, but a descriptor number is
 * only a name: the MPTCP socket is made and set up first, and {@code dup3(2)} then closes
 * the TCP socket and gives away its name in one atomic step. Until that step the TCP
 * socket is only read, so whatever fails before leaves it as it was.
 */
final class SocketSwap {

	private SocketSwap() {
	}

	/**
	 * Swap the socket under a descriptor. A socket that is MPTCP already counts as
	 * swapped.
	 * @param tcp a TCP socket that is neither bound nor connected, and not registered
	 * with a selector, which this method cannot see: epoll would lose it
	 * @return what became of the socket
	 */
	static SwapResult swap(BorrowedDescriptor tcp) {
		return tcp.isNewClient() ? swapNewClient(tcp) : swapAny(tcp);
	}

	private static SwapResult swapAny(BorrowedDescriptor tcp) {
		int protocol = tcp.getInt(SocketOption.SO_PROTOCOL);
		if (protocol == Socket.IPPROTO_MPTCP) {
			return new Swapped();
		}
		if (protocol < 0) {
			return kept(UnavailableReasons.callFailed("getsockopt(2) of SO_PROTOCOL", -protocol));
		}
		if (protocol != Socket.IPPROTO_TCP) {
			return kept(notTcp());
		}
		byte[] address = new byte[SocketAddressLayout.MAX_LENGTH];
		Optional<Unavailable> inUse = findUse(tcp, address);
		if (inUse.isPresent()) {
			return kept(inUse.get());
		}
		int domain = SocketAddressLayout.familyOf(address);
		return swap(tcp, domain, (mptcp) -> CarriedOptions.carryAll(tcp, mptcp, domain));
	}

	private static Optional<Unavailable> findUse(BorrowedDescriptor tcp, byte[] address) {
		int bound = tcp.calls().getsockname(tcp.number(), address);
		if (bound < 0) {
			return Optional.of(UnavailableReasons.callFailed("getsockname(2)", -bound));
		}
		// The numbers of protocols are those of a domain: 6 is NETLINK_XFRM as well
		int domain = SocketAddressLayout.familyOf(address);
		if (domain != Socket.AF_INET && domain != Socket.AF_INET6) {
			return Optional.of(notTcp());
		}
		if (!SocketAddressLayout.isUnbound(address)) {
			return Optional.of(UnavailableReasons.forSocket("it is bound", "Swap it before it binds"));
		}
		int connected = tcp.calls().getpeername(tcp.number(), address.clone());
		if (connected >= 0) {
			return Optional.of(UnavailableReasons.forSocket("it is connected", "Swap it before it connects"));
		}
		return (connected == -Errno.ENOTCONN) ? Optional.empty()
				: Optional.of(UnavailableReasons.callFailed("getpeername(2)", -connected));
	}

	// Every connection of a client comes through here, so there is no call too many: what
	// the one option answers tells the domain as well
	private static SwapResult swapNewClient(BorrowedDescriptor tcp) {
		byte[] dualStack = new byte[SocketOption.IPV6_V6ONLY.length()];
		int length = tcp.get(SocketOption.IPV6_V6ONLY, dualStack);
		if (length == -Errno.EOPNOTSUPP || length == -Errno.ENOPROTOOPT) {
			return swap(tcp, Socket.AF_INET, (mptcp) -> Optional.empty());
		}
		if (length < 0) {
			return kept(UnavailableReasons.callFailed("getsockopt(2) of IPV6_V6ONLY", -length));
		}
		return swap(tcp, Socket.AF_INET6,
				(mptcp) -> CarriedOptions.carry(SocketOption.IPV6_V6ONLY, dualStack, tcp, mptcp, Socket.AF_INET6));
	}

	private static SwapResult swap(BorrowedDescriptor tcp, int domain, Preparation preparation) {
		SystemCalls calls = tcp.calls();
		int statusFlags = calls.fcntl(tcp.number(), Fcntl.F_GETFL, 0);
		if (statusFlags < 0) {
			return kept(UnavailableReasons.callFailed("fcntl(2) F_GETFL", -statusFlags));
		}
		int descriptorFlags = calls.fcntl(tcp.number(), Fcntl.F_GETFD, 0);
		if (descriptorFlags < 0) {
			return kept(UnavailableReasons.callFailed("fcntl(2) F_GETFD", -descriptorFlags));
		}
		int nonBlocking = ((statusFlags & Fcntl.O_NONBLOCK) != 0) ? Socket.SOCK_NONBLOCK : 0;
		int closeOnExec = ((descriptorFlags & Fcntl.FD_CLOEXEC) != 0) ? Fcntl.O_CLOEXEC : 0;
		int number = calls.socket(domain, Socket.SOCK_STREAM | Socket.SOCK_CLOEXEC | nonBlocking, Socket.IPPROTO_MPTCP);
		if (number < 0) {
			return kept(UnavailableReasons.socketFailed(-number));
		}
		try (OwnedDescriptor mptcp = new OwnedDescriptor(calls, number)) {
			Optional<Unavailable> failure = preparation.prepare(mptcp);
			if (failure.isPresent()) {
				return kept(failure.get());
			}
			int result = calls.dup3(number, tcp.number(), closeOnExec);
			return (result < 0) ? kept(UnavailableReasons.callFailed("dup3(2)", -result)) : new Swapped();
		}
	}

	private static Unavailable notTcp() {
		return UnavailableReasons.forSocket("it is not a TCP socket", "Use a TCP socket");
	}

	private static SwapResult kept(Unavailable because) {
		return new Kept(because);
	}

	/**
	 * Makes the MPTCP socket like the TCP socket, and answers why that failed.
	 */
	@FunctionalInterface
	private interface Preparation {

		Optional<Unavailable> prepare(OwnedDescriptor mptcp);

	}

}
