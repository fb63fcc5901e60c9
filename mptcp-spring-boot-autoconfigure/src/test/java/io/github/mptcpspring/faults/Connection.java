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

package io.github.mptcpspring.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.mptcpspring.socket.MptcpSockets;
import io.github.mptcpspring.socket.SwapResult.Swapped;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;

/**
 * One connection to a server with nothing between the test and the socket, for any number
 * of HTTP/1.1 exchanges and for peers that do not keep to HTTP.
 */
final class Connection implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 20_000;

	private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

	private final SocketChannel channel;

	private final InputStream input;

	private Connection(SocketChannel channel) throws IOException {
		this.channel = channel;
		channel.socket().setSoTimeout(TIMEOUT_MILLIS);
		this.input = channel.socket().getInputStream();
	}

	/**
	 * Connect with MPTCP.
	 * @param server the server's address
	 * @return the connection
	 * @throws IOException when it cannot be made
	 */
	static Connection mptcp(InetSocketAddress server) throws IOException {
		return over(openMptcp(), server);
	}

	/**
	 * Make an MPTCP socket that is not connected yet.
	 * @return the socket
	 * @throws IOException when it cannot be made
	 */
	static SocketChannel openMptcp() throws IOException {
		SocketChannel channel = SocketChannel.open();
		if (!(MptcpSockets.ofThisHost().swap(channel) instanceof Swapped)) {
			channel.close();
			throw new IllegalStateException("There is no MPTCP here");
		}
		return channel;
	}

	/**
	 * Connect a socket.
	 * @param channel the socket, which is closed when that fails
	 * @param server the server's address
	 * @return the connection
	 * @throws IOException when it cannot be made
	 */
	static Connection over(SocketChannel channel, InetSocketAddress server) throws IOException {
		try {
			channel.connect(server);
			return new Connection(channel);
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	/**
	 * Answer what the kernel says of this end.
	 * @return what it speaks
	 * @throws IOException when it is closed
	 */
	KernelProtocol protocol() throws IOException {
		return KernelSockets.connection((InetSocketAddress) this.channel.getLocalAddress(),
				(InetSocketAddress) this.channel.getRemoteAddress());
	}

	/**
	 * Answer what the server sends.
	 * @return what it sends, in a stream that does not wait for ever
	 */
	InputStream input() {
		return this.input;
	}

	void send(String text) throws IOException {
		this.channel.socket().getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Send a GET request and leave the connection open for more.
	 * @param path what to get
	 * @throws IOException when the connection breaks
	 */
	void request(String path) throws IOException {
		send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
	}

	/**
	 * Exchange a GET request and a short response and leave the connection open.
	 * @param path what to get
	 * @return the body
	 * @throws IOException when the connection breaks
	 */
	String get(String path) throws IOException {
		request(path);
		return new String(this.input.readNBytes((int) readHead()), StandardCharsets.UTF_8);
	}

	/**
	 * Read the head of a successful response.
	 * @return the length of the body
	 * @throws IOException when the connection breaks
	 */
	long readHead() throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = this.input.read();
			if (next < 0) {
				throw new EOFException("Closed after: " + head);
			}
			head.append((char) next);
		}
		Matcher length = CONTENT_LENGTH.matcher(head);
		if (!head.toString().startsWith("HTTP/1.1 200") || !length.find()) {
			throw new IOException("Unexpected response: " + head);
		}
		return Long.parseLong(length.group(1));
	}

	/**
	 * Close with a reset, as a process does that has not read what came.
	 * @throws IOException when that fails
	 */
	void reset() throws IOException {
		this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		this.channel.close();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
