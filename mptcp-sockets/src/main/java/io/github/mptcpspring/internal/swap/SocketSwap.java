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

import java.util.Arrays;
import java.util.Optional;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.SockAddr;

/**
 * Replaces the TCP socket of a descriptor by an MPTCP socket.
 * <p>
 * The protocol is chosen by {@code socket(2)} and cannot be changed, but the descriptor
 * number can refer to another socket: the MPTCP socket is opened and configured first,
 * and {@code dup3(2)} then closes the TCP socket and reassigns its number in one atomic
 * step. Until then the TCP socket is only read, so any failure leaves it unchanged.
 * <p>
 * If the owner closes the socket during the swap, the kernel may reuse its number. So the
 * socket is checked again right before {@code dup3(2)}: it must have the same cookie
 * ({@code SO_COOKIE}) as at the beginning and still be neither bound nor connected. A
 * race remains between that check and {@code dup3(2)}, about as long as one system call:
 * a socket that is closed by one thread while another thread swaps it can replace the
 * socket of a third thread.
 */
public final class SocketSwap {

	private final SystemCalls calls;

	private final CarriedOptions options;

	public SocketSwap(SystemCalls calls) {
		this.calls = calls;
		this.options = new CarriedOptions(calls);
	}

	/**
	 * Replace the TCP socket of a descriptor. An MPTCP socket counts as swapped.
	 * @param tcp a TCP socket that is neither bound nor connected, and not registered
	 * with a selector, which this method cannot detect: the registration would be lost
	 * @return the result
	 */
	public SwapResult swap(BorrowedDescriptor tcp) {
		byte[] cookie = new byte[SockOpt.SO_COOKIE.length()];
		int length = tcp.get(SockOpt.SO_COOKIE, cookie);
		if (length < 0) {
			return kept(SocketProblems.callFailed("getsockopt(2) of SO_COOKIE", -length));
		}
		int protocol = tcp.getInt(SockOpt.SO_PROTOCOL);
		if (protocol == SysSocket.IPPROTO_MPTCP) {
			return new Swapped();
		}
		if (protocol < 0) {
			return kept(SocketProblems.callFailed("getsockopt(2) of SO_PROTOCOL", -protocol));
		}
		if (protocol != SysSocket.IPPROTO_TCP) {
			return kept(notTcp());
		}
		SockAddr address = new SockAddr();
		Optional<Problem> inUse = findUse(tcp, address);
		return inUse.map(SocketSwap::kept).orElseGet(() -> swap(tcp, cookie, address.family()));
	}

	// A connected socket has a port, and so is bound
	private Optional<Problem> findUse(BorrowedDescriptor tcp, SockAddr address) {
		int bound = this.calls.getsockname(tcp.number(), address);
		if (bound < 0) {
			return Optional.of(SocketProblems.callFailed("getsockname(2)", -bound));
		}
		// The numbers of protocols depend on the domain: 6 is also NETLINK_XFRM
		if (!address.isInet()) {
			return Optional.of(notTcp());
		}
		return address.isUnbound() ? Optional.empty()
				: Optional.of(SocketProblems.forSocket("it is bound", "Swap it before it binds"));
	}

	private SwapResult swap(BorrowedDescriptor tcp, byte[] cookie, int domain) {
		int statusFlags = this.calls.fcntl(tcp.number(), Fcntl.F_GETFL, 0);
		if (statusFlags < 0) {
			return kept(SocketProblems.callFailed("fcntl(2) F_GETFL", -statusFlags));
		}
		int descriptorFlags = this.calls.fcntl(tcp.number(), Fcntl.F_GETFD, 0);
		if (descriptorFlags < 0) {
			return kept(SocketProblems.callFailed("fcntl(2) F_GETFD", -descriptorFlags));
		}
		int nonBlocking = ((statusFlags & Fcntl.O_NONBLOCK) != 0) ? SysSocket.SOCK_NONBLOCK : 0;
		int closeOnExec = ((descriptorFlags & Fcntl.FD_CLOEXEC) != 0) ? Fcntl.O_CLOEXEC : 0;
		int number = this.calls.socket(domain, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC | nonBlocking,
				SysSocket.IPPROTO_MPTCP);
		if (number < 0) {
			return kept(SocketProblems.socketFailed(-number));
		}
		try (OwnedDescriptor mptcp = new OwnedDescriptor(this.calls, number)) {
			Optional<Problem> obstacle = this.options.carryAll(tcp, mptcp, domain)
				.or(() -> findUse(tcp, new SockAddr()))
				.or(() -> findChange(tcp, cookie));
			if (obstacle.isPresent()) {
				return kept(obstacle.get());
			}
			int result = this.calls.dup3(number, tcp.number(), closeOnExec);
			return (result < 0) ? kept(SocketProblems.callFailed("dup3(2)", -result)) : new Swapped();
		}
	}

	private static Optional<Problem> findChange(BorrowedDescriptor tcp, byte[] cookie) {
		byte[] present = new byte[cookie.length];
		int length = tcp.get(SockOpt.SO_COOKIE, present);
		if (length < 0) {
			return Optional.of(SocketProblems.callFailed("getsockopt(2) of SO_COOKIE", -length));
		}
		return Arrays.equals(cookie, present) ? Optional.empty()
				: Optional.of(SocketProblems.forSocket("it was closed, and its number is another socket's now",
						"Do not close it before it has been swapped"));
	}

	private static Problem notTcp() {
		return SocketProblems.forSocket("it is not a TCP socket", "Use a TCP socket");
	}

	private static SwapResult kept(Problem because) {
		return new Kept(because);
	}

}
