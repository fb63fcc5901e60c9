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

package io.github.mptcpspring.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.mptcpspring.socket.MptcpSockets;
import io.github.mptcpspring.socket.SwapResult.Swapped;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;

/**
 * A connection of a client that stays open between requests, and knows how many bytes it
 * has carried.
 */
final class HeldConnection implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

	private final SocketChannel channel;

	private final InputStream input;

	private long sent;

	private long received;

	private HeldConnection(SocketChannel channel) {
		this.channel = channel;
		this.input = Channels.newInputStream(channel);
	}

	static HeldConnection mptcp(InetSocketAddress server) throws IOException {
		return connect(openMptcp(), server);
	}

	static HeldConnection tcp(InetSocketAddress server) throws IOException {
		return connect(SocketChannel.open(), server);
	}

	/**
	 * Connect with Fast Open.
	 * @param server the server's address
	 * @param mptcp whether to connect with MPTCP
	 * @return the connection, whose SYN is sent with the first request
	 * @throws IOException when it cannot be made
	 */
	static HeldConnection fastOpen(InetSocketAddress server, boolean mptcp) throws IOException {
		SocketChannel channel = mptcp ? openMptcp() : SocketChannel.open();
		channel.bind(new InetSocketAddress(server.getAddress(), 0));
		KernelSockets.connectWithFastOpen((InetSocketAddress) channel.getLocalAddress());
		return connect(channel, server);
	}

	private static SocketChannel openMptcp() throws IOException {
		SocketChannel channel = SocketChannel.open();
		if (!(MptcpSockets.ofThisHost().swap(channel) instanceof Swapped)) {
			channel.close();
			throw new IllegalStateException("There is no MPTCP here");
		}
		return channel;
	}

	private static HeldConnection connect(SocketChannel channel, InetSocketAddress server) throws IOException {
		try {
			channel.connect(server);
			return new HeldConnection(channel);
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	/**
	 * Send a GET request and receive the response.
	 * @param path what to get
	 * @return the length of the response's body
	 * @throws IOException when the connection breaks
	 */
	int get(String path) throws IOException {
		send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n", new byte[0]);
		return receive();
	}

	/**
	 * Send a POST request and receive the response.
	 * @param path where to send it
	 * @param body its body
	 * @return the length of the response's body
	 * @throws IOException when the connection breaks
	 */
	int post(String path, byte[] body) throws IOException {
		send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
				+ "Content-Length: " + body.length + "\r\n\r\n", body);
		return receive();
	}

	private void send(String head, byte[] body) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(head.length() + body.length)
			.put(head.getBytes(StandardCharsets.US_ASCII))
			.put(body)
			.flip();
		while (bytes.hasRemaining()) {
			this.sent += this.channel.write(bytes);
		}
	}

	private int receive() throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = this.input.read();
			if (next < 0) {
				throw new IOException("The server has closed the connection after " + head);
			}
			head.append((char) next);
		}
		Matcher length = LENGTH.matcher(head);
		if (!head.toString().startsWith("HTTP/1.1 200") || !length.find()) {
			throw new IOException("Unexpected response: " + head);
		}
		byte[] body = this.input.readNBytes(Integer.parseInt(length.group(1)));
		this.received += head.length() + body.length;
		return body.length;
	}

	long sent() {
		return this.sent;
	}

	long received() {
		return this.received;
	}

	/**
	 * Answer the address of the client as the endpoint shows it.
	 * @return the address
	 * @throws IOException when it is closed
	 */
	String local() throws IOException {
		return show((InetSocketAddress) this.channel.getLocalAddress());
	}

	/**
	 * Answer the address of the server as the endpoint shows it.
	 * @return the address
	 * @throws IOException when it is closed
	 */
	String remote() throws IOException {
		return show((InetSocketAddress) this.channel.getRemoteAddress());
	}

	/**
	 * Answer what the kernel says that this end speaks.
	 * @return what it speaks
	 * @throws IOException when it is closed
	 */
	KernelProtocol protocol() throws IOException {
		return KernelSockets.connection((InetSocketAddress) this.channel.getLocalAddress(),
				(InetSocketAddress) this.channel.getRemoteAddress());
	}

	private static String show(InetSocketAddress address) {
		InetAddress host = address.getAddress();
		return ((host.getAddress().length == 4) ? host.getHostAddress() : "[" + host.getHostAddress() + "]") + ":"
				+ address.getPort();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
