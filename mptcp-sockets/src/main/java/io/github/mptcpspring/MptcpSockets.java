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

package io.github.mptcpspring;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

import io.github.mptcpspring.internal.process.ProcessSockets;

/**
 * Makes sockets of this process use MPTCP.
 * <p>
 * A library or an application opens a TCP socket as usual. Before the socket is bound or
 * connected it is handed to one of the {@code swap} methods:
 *
 * <pre>{@code
 * MptcpSockets sockets = MptcpSockets.create();
 * try (ServerSocketChannel listener = ServerSocketChannel.open()) {
 *     if (sockets.swap(listener) instanceof SwapResult.Kept(Problem because)) {
 *         System.err.println(because.summary() + ". " + because.instruction());
 *     }
 *     listener.bind(new InetSocketAddress(8080));
 *     SocketChannel accepted = listener.accept();
 * }
 * }</pre>
 * <p>
 * One instance is enough for a process. A Spring Boot application injects the bean of
 * this type. The kernel is not called before the first method call.
 * <p>
 * No method throws because MPTCP is not available, and a socket that is not swapped works
 * as before. While a socket is being swapped, no other thread may use or close it: its
 * descriptor number could be reused for another socket.
 */
public interface MptcpSockets {

	/**
	 * Create a new instance for the kernel of this host.
	 * @return a new instance
	 */
	static MptcpSockets create() {
		return new ProcessSockets();
	}

	/**
	 * Find out why MPTCP is not available. A result that cannot change while this JVM
	 * runs is cached.
	 * @return the problem, or empty if MPTCP is available
	 */
	Optional<Problem> findProblem();

	/**
	 * Find out why MPTCP is not available at this moment, by opening an MPTCP socket. The
	 * result is not cached.
	 * @return the problem, or empty if MPTCP is available
	 */
	Optional<Problem> probe();

	/**
	 * Return whether a TCP socket can be opened at this moment. If it cannot, for example
	 * because the process has no descriptor left, a failed {@link #probe()} says nothing
	 * about MPTCP.
	 * @return {@code true} if a TCP socket can be opened or the kernel cannot be called
	 */
	boolean isTcpAvailable();

	/**
	 * Replace the TCP socket of a descriptor by an MPTCP socket.
	 * @param descriptor the number of a TCP socket that is neither bound nor connected;
	 * others are refused. The socket must not be registered with epoll or io_uring, which
	 * this method cannot detect: the registration would be lost.
	 * @return the result
	 */
	SwapResult swap(int descriptor);

	/**
	 * Replace the TCP socket of a channel by an MPTCP socket.
	 * @param channel an open channel that is neither bound nor registered with a
	 * selector; others are refused
	 * @return the result
	 */
	SwapResult swap(ServerSocketChannel channel);

	/**
	 * Replace the TCP socket of a channel by an MPTCP socket.
	 * @param channel an open channel that is neither bound nor connected nor registered
	 * with a selector; others are refused
	 * @return the result
	 */
	SwapResult swap(SocketChannel channel);

	/**
	 * Replace the TCP socket of a {@link Socket} by an MPTCP socket.
	 * @param socket an open socket that is neither bound nor connected; others are
	 * refused
	 * @return the result
	 */
	SwapResult swap(Socket socket);

	/**
	 * Replace the TCP socket of a {@link ServerSocket} by an MPTCP socket.
	 * @param socket an open socket that is not bound; others are refused
	 * @return the result
	 */
	SwapResult swap(ServerSocket socket);

	/**
	 * Return the connection with a pair of addresses, for example of a request. The
	 * kernel is not called before a method of the connection is.
	 * @param local the local address of its socket
	 * @param remote the remote address of its socket, not one that a proxy reports in a
	 * header
	 * @return the connection, which may have been closed
	 */
	MptcpConnection connection(InetSocketAddress local, InetSocketAddress remote);

}
