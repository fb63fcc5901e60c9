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

package io.github.mptcpspring.internal.fastopen;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;

/**
 * TCP Fast Open (RFC 7413), with TCP and with MPTCP.
 */
public final class FastOpen {

	private final Path sysctl;

	/**
	 * Create a new instance for this host.
	 */
	public FastOpen() {
		this(FastOpenSysctl.FILE);
	}

	FastOpen(Path sysctl) {
		this.sysctl = sysctl;
	}

	/**
	 * Give a listener a Fast Open queue. If that fails, the listener is unchanged.
	 * @param listener the listener, bound or not
	 * @param queueLength the maximum number of connections whose SYN carried data and
	 * whose handshake is not complete, at least 1
	 * @return the problem, or empty if the listener has the queue
	 */
	public Optional<Problem> listen(Descriptor listener, int queueLength) {
		return set(listener, SockOpt.TCP_FASTOPEN, queueLength);
	}

	/**
	 * Return the length of a listener's Fast Open queue, which the kernel limits to
	 * {@code net.core.somaxconn}.
	 * @param listener the listener
	 * @return the length, 0 if it has no queue, or empty if it cannot be read
	 */
	public static OptionalInt queueLength(Descriptor listener) {
		int length = listener.getInt(SockOpt.TCP_FASTOPEN);
		return (length >= 0) ? OptionalInt.of(length) : OptionalInt.empty();
	}

	/**
	 * Send the first data of a client in its SYN if it has a cookie of the server from an
	 * earlier connection. The connection is then not attempted before the first write:
	 * connecting seems to succeed at once, and an unreachable server is an error of the
	 * first write or read. So the client must be the first to send. If this method fails,
	 * the socket is unchanged.
	 * @param client the client's socket
	 * @return the problem, or empty if Fast Open is used
	 */
	public Optional<Problem> connect(Descriptor client) {
		return set(client, SockOpt.TCP_FASTOPEN_CONNECT, 1);
	}

	/**
	 * Undo {@link #connect} before the client connects.
	 * @param client the client's socket
	 */
	public static void connectWithout(Descriptor client) {
		client.setInt(SockOpt.TCP_FASTOPEN_CONNECT, 0);
	}

	private Optional<Problem> set(Descriptor socket, SockOpt option, int value) {
		int result = socket.setInt(option, value);
		return (result >= 0) ? Optional.empty() : Optional.of(refused(option, -result));
	}

	private Problem refused(SockOpt option, int errno) {
		Problem kernelTooOld = Problem
			.permanent("the socket refuses " + option + " (" + Errno.name(errno) + ")",
					"Run on Linux 6.2 or newer, where MPTCP sockets take it, or do not ask for Fast Open")
			.of(Feature.FAST_OPEN);
		return (option == SockOpt.TCP_FASTOPEN_CONNECT)
				? FastOpenSysctl.read(this.sysctl).flatMap(FastOpenSysctl::findMissingClientBit).orElse(kernelTooOld)
				: kernelTooOld;
	}

	/**
	 * Return whether this host lets listeners use their Fast Open queue, see
	 * {@link FastOpenSysctl#server()}.
	 * @return the problem, or empty if listeners use their queue or the sysctl cannot be
	 * read
	 */
	public Optional<Problem> findMissingServerBit() {
		return FastOpenSysctl.read(this.sysctl).flatMap(FastOpenSysctl::findMissingServerBit);
	}

}
