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

package io.github.mptcpspring.benchmarks.handshakes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.fastopen.FastOpen;
import io.github.mptcpspring.internal.process.ProcessSockets;

/**
 * Makes MPTCP connections whose SYN carries a request.
 */
final class EarlyData {

	private static final ProcessSockets SOCKETS = new ProcessSockets();

	private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	private EarlyData() {
	}

	/**
	 * Connect and send a request, after which the server closes.
	 * @param port the port of the server
	 * @return the connection
	 * @throws IOException when it cannot be made
	 */
	static SocketChannel send(int port) throws IOException {
		SocketChannel channel = SocketChannel.open();
		if (!(SOCKETS.swap(channel) instanceof Swapped)
				|| SOCKETS.descriptors().find(channel).descriptor().flatMap(new FastOpen()::connect).isPresent()) {
			channel.close();
			throw new IOException("There is no MPTCP with Fast Open");
		}
		channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		channel.write(ByteBuffer.wrap(REQUEST));
		return channel;
	}

}
