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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Swapped;

/**
 * Sockets of clients, with nothing between the test and the kernel.
 */
public final class ClientChannels {

	private ClientChannels() {
	}

	/**
	 * Connect with TCP.
	 * @param server the server's address
	 * @return the connection
	 * @throws IOException when it cannot be made
	 */
	static SocketChannel tcp(InetSocketAddress server) throws IOException {
		return connect(SocketChannel.open(), server);
	}

	/**
	 * Connect with MPTCP.
	 * @param server the server's address
	 * @return the connection, which has fallen back if the server speaks only TCP
	 * @throws IOException when it cannot be made
	 */
	static SocketChannel mptcp(InetSocketAddress server) throws IOException {
		return connect(openMptcp(), server);
	}

	/**
	 * Connect with Fast Open: what is sent first travels in the SYN if the kernel has the
	 * server's cookie.
	 * @param server the server's address
	 * @param mptcp whether to connect with MPTCP
	 * @return the connection, whose SYN is sent with the first data
	 * @throws IOException when it cannot be made
	 */
	static SocketChannel fastOpen(InetSocketAddress server, boolean mptcp) throws IOException {
		SocketChannel channel = mptcp ? openMptcp() : SocketChannel.open();
		channel.bind(new InetSocketAddress(server.getAddress(), 0));
		KernelSockets.connectWithFastOpen((InetSocketAddress) channel.getLocalAddress());
		return connect(channel, server);
	}

	/**
	 * Make an MPTCP socket that is not connected yet.
	 * @return the socket
	 * @throws IOException when it cannot be made
	 */
	public static SocketChannel openMptcp() throws IOException {
		SocketChannel channel = SocketChannel.open();
		if (!(MptcpSockets.create().swap(channel) instanceof Swapped)) {
			channel.close();
			throw new IllegalStateException("There is no MPTCP here");
		}
		return channel;
	}

	/**
	 * Connect a socket.
	 * @param channel the socket, which is closed when that fails
	 * @param server the server's address
	 * @return the socket
	 * @throws IOException when it cannot be connected
	 */
	static SocketChannel connect(SocketChannel channel, InetSocketAddress server) throws IOException {
		try {
			channel.connect(server);
			return channel;
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	/**
	 * Return what the kernel says of this end.
	 * @param channel a connection
	 * @return what it speaks
	 * @throws IOException when it is closed
	 */
	static KernelProtocol protocol(SocketChannel channel) throws IOException {
		return KernelSockets.connection((InetSocketAddress) channel.getLocalAddress(),
				(InetSocketAddress) channel.getRemoteAddress());
	}

}
