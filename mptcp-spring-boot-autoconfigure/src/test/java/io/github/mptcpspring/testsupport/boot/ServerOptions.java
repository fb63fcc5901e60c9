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

package io.github.mptcpspring.testsupport.boot;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.SocketOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every option that the kernel tells of the listener of a server and of the sockets that
 * it accepts.
 */
public final class ServerOptions {

	private ServerOptions() {
	}

	/**
	 * Verify that the options of a server are what they would be without MPTCP.
	 * @param tcp the server without MPTCP
	 * @param mptcp the same server with MPTCP
	 * @throws Exception when there is no connection
	 */
	public static void verifyAlike(EmbeddedServer tcp, EmbeddedServer mptcp) throws Exception {
		try (SocketChannel tcpClient = SocketChannel.open();
				SocketChannel fallbackClient = SocketChannel.open();
				SocketChannel mptcpClient = SocketChannel.open()) {
			SocketOptions tcpListener = SocketOptions.of(DescriptorOf.theListenerOn(tcp.port()));
			SocketOptions.verifyAlikeOnceConnected(tcpListener,
					SocketOptions.of(DescriptorOf.theListenerOn(mptcp.port())), tcpListener);
			assertThat(MptcpSockets.create().swap(mptcpClient)).isEqualTo(new Swapped());
			SocketOptions ofTcp = accepted(tcp, tcpClient);
			SocketOptions.verifyAlikeOnceConnected(ofTcp, accepted(mptcp, mptcpClient), ofTcp);
			SocketOptions.verifyAlikeOnceConnected(ofTcp, accepted(mptcp, fallbackClient), ofTcp);
		}
	}

	/** Servers set options after they have accepted: the answer comes later. */
	private static SocketOptions accepted(EmbeddedServer server, SocketChannel client) throws Exception {
		client.connect(new InetSocketAddress("127.0.0.1", server.port()));
		Socket socket = client.socket();
		socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
		assertThat(socket.getInputStream().read()).isEqualTo('H');
		return SocketOptions.of(DescriptorOf.theConnection(server.port(), socket.getLocalPort()));
	}

}
