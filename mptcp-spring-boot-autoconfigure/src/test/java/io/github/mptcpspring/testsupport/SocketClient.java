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
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection to a server and one HTTP/1.1 exchange over it, with nothing between the
 * test and the socket.
 */
public final class SocketClient implements AutoCloseable {

	private final SocketChannel channel;

	private SocketClient(SocketChannel channel) {
		this.channel = channel;
	}

	/**
	 * Connect with TCP.
	 * @param server the server's address
	 * @return the connection
	 * @throws IOException when it cannot be made
	 */
	public static SocketClient tcp(InetSocketAddress server) throws IOException {
		return new SocketClient(ClientSockets.tcp(server));
	}

	/**
	 * Connect with MPTCP.
	 * @param server the server's address
	 * @return the connection, which has fallen back if the server speaks only TCP
	 * @throws IOException when it cannot be made
	 */
	public static SocketClient mptcp(InetSocketAddress server) throws IOException {
		return new SocketClient(ClientSockets.mptcp(server));
	}

	/**
	 * Connect with Fast Open: what is sent first travels in the SYN if the kernel has the
	 * server's cookie.
	 * @param server the server's address
	 * @param mptcp whether to connect with MPTCP
	 * @return the connection
	 * @throws IOException when it cannot be made
	 */
	public static SocketClient fastOpen(InetSocketAddress server, boolean mptcp) throws IOException {
		return new SocketClient(ClientSockets.fastOpen(server, mptcp));
	}

	/**
	 * Exchange a GET request and its response.
	 * @param path what to get
	 * @return the response
	 * @throws IOException when the connection breaks
	 */
	public Response get(String path) throws IOException {
		send(path);
		return receive();
	}

	/**
	 * Send a GET request.
	 * @param path what to get
	 * @throws IOException when the connection breaks
	 */
	public void send(String path) throws IOException {
		String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
		ByteBuffer bytes = StandardCharsets.US_ASCII.encode(request);
		while (bytes.hasRemaining()) {
			this.channel.write(bytes);
		}
	}

	/**
	 * Receive the response.
	 * @return the response
	 * @throws IOException when the connection breaks
	 */
	public Response receive() throws IOException {
		InputStream stream = Channels.newInputStream(this.channel);
		byte[] start = stream.readNBytes(1);
		// A connection can fall back as late as with its first data
		KernelProtocol protocol = ClientSockets.protocol(this.channel);
		byte[] rest = stream.readAllBytes();
		return new Response(protocol,
				new String(start, StandardCharsets.UTF_8) + new String(rest, StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	/**
	 * A response and what it came over.
	 *
	 * @param protocol what the kernel says that this end of the connection speaks
	 * @param text head and body
	 */
	public record Response(KernelProtocol protocol, String text) {

	}

}
