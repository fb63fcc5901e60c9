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

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to a server with nothing between the test and the socket, for any number
 * of HTTP/1.1 exchanges and for peers that do not keep to HTTP. It knows how many bytes
 * it has carried.
 */
public final class HttpConnection implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 20_000;

	private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

	private final SocketChannel channel;

	private final CountingStream input;

	private long sent;

	private HttpConnection(SocketChannel channel) throws IOException {
		this.channel = channel;
		channel.socket().setSoTimeout(TIMEOUT_MILLIS);
		this.input = new CountingStream(channel.socket().getInputStream());
	}

	/**
	 * Connect with MPTCP.
	 * @param server the server's address
	 * @return the connection
	 * @throws IOException when it cannot be made
	 */
	public static HttpConnection mptcp(InetSocketAddress server) throws IOException {
		return new HttpConnection(ClientChannels.mptcp(server));
	}

	/**
	 * Connect with TCP.
	 * @param server the server's address
	 * @return the connection
	 * @throws IOException when it cannot be made
	 */
	public static HttpConnection tcp(InetSocketAddress server) throws IOException {
		return new HttpConnection(ClientChannels.tcp(server));
	}

	/**
	 * Connect with Fast Open.
	 * @param server the server's address
	 * @param mptcp whether to connect with MPTCP
	 * @return the connection, whose SYN is sent with the first request
	 * @throws IOException when it cannot be made
	 */
	public static HttpConnection fastOpen(InetSocketAddress server, boolean mptcp) throws IOException {
		return new HttpConnection(ClientChannels.fastOpen(server, mptcp));
	}

	/**
	 * Connect a socket.
	 * @param channel the socket, which is closed when that fails
	 * @param server the server's address
	 * @return the connection
	 * @throws IOException when it cannot be made
	 */
	public static HttpConnection over(SocketChannel channel, InetSocketAddress server) throws IOException {
		return new HttpConnection(ClientChannels.connect(channel, server));
	}

	/**
	 * Send a GET request and receive the response.
	 * @param path what to get
	 * @return the body, a character for each byte
	 * @throws IOException when the connection breaks
	 */
	public String get(String path) throws IOException {
		request(path);
		return receive();
	}

	/**
	 * Send a GET request and receive the response.
	 * @param path what to get
	 * @param headers more headers, each with its end of line
	 * @return the body, a character for each byte
	 * @throws IOException when the connection breaks
	 */
	public String get(String path, String headers) throws IOException {
		send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
		return receive();
	}

	/**
	 * Send a POST request and receive the response.
	 * @param path where to send it
	 * @param body its body
	 * @return the response's body, a character for each byte
	 * @throws IOException when the connection breaks
	 */
	public String post(String path, byte[] body) throws IOException {
		send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
				+ "Content-Length: " + body.length + "\r\n\r\n");
		send(body);
		return receive();
	}

	/**
	 * Send a GET request and do not wait for the response.
	 * @param path what to get
	 * @throws IOException when the connection breaks
	 */
	public void request(String path) throws IOException {
		send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
	}

	/**
	 * Exchange a GET request and its response, after which the server closes.
	 * @param path what to get
	 * @return the response
	 * @throws IOException when the connection breaks
	 */
	public Response getLast(String path) throws IOException {
		requestLast(path);
		return receiveLast();
	}

	/**
	 * Send a GET request and do not wait for the response, after which the server closes.
	 * @param path what to get
	 * @throws IOException when the connection breaks
	 */
	public void requestLast(String path) throws IOException {
		send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	}

	/**
	 * Receive a response to its end and the end of the connection.
	 * @return the response
	 * @throws IOException when the connection breaks
	 */
	public Response receiveLast() throws IOException {
		byte[] start = this.input.readNBytes(1);
		// A connection can fall back as late as with its first data
		KernelProtocol protocol = protocol();
		byte[] rest = this.input.readAllBytes();
		return new Response(protocol, text(start) + text(rest));
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Send anything.
	 * @param text what is sent, in ASCII
	 * @throws IOException when the connection breaks
	 */
	public void send(String text) throws IOException {
		send(text.getBytes(StandardCharsets.US_ASCII));
	}

	private void send(byte[] bytes) throws IOException {
		this.channel.socket().getOutputStream().write(bytes);
		this.sent += bytes.length;
	}

	private String receive() throws IOException {
		return text(this.input.readNBytes((int) readHead()));
	}

	/**
	 * Read the head of a successful response.
	 * @return the length of the body
	 * @throws IOException when the connection breaks
	 */
	public long readHead() throws IOException {
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
	 * Return what the server sends.
	 * @return what it sends, in a stream that does not wait for ever
	 */
	public InputStream input() {
		return this.input;
	}

	/**
	 * Return how many bytes have been sent.
	 * @return the number of bytes
	 */
	public long sent() {
		return this.sent;
	}

	/**
	 * Return how many bytes have been received.
	 * @return the number of bytes
	 */
	public long received() {
		return this.input.count;
	}

	/**
	 * Return the address of the client as the endpoint shows it.
	 * @return the address
	 * @throws IOException when it is closed
	 */
	public String local() throws IOException {
		return show((InetSocketAddress) this.channel.getLocalAddress());
	}

	/**
	 * Return the address of the server as the endpoint shows it.
	 * @return the address
	 * @throws IOException when it is closed
	 */
	public String remote() throws IOException {
		return show((InetSocketAddress) this.channel.getRemoteAddress());
	}

	private static String show(InetSocketAddress address) {
		InetAddress host = address.getAddress();
		return ((host.getAddress().length == 4) ? host.getHostAddress() : "[" + host.getHostAddress() + "]") + ":"
				+ address.getPort();
	}

	/**
	 * Return what the kernel says of this end.
	 * @return what it speaks
	 * @throws IOException when it is closed
	 */
	public KernelProtocol protocol() throws IOException {
		return ClientChannels.protocol(this.channel);
	}

	/**
	 * Close with a reset, as a process does that has not read what came.
	 * @throws IOException when that fails
	 */
	public void reset() throws IOException {
		this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		this.channel.close();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	/**
	 * A response and what it came over.
	 *
	 * @param protocol what the kernel says that this end of the connection speaks
	 * @param text head and body, a character for each byte
	 */
	public record Response(KernelProtocol protocol, String text) {

	}

	/**
	 * Counts what is read.
	 */
	private static final class CountingStream extends FilterInputStream {

		private long count;

		private CountingStream(InputStream stream) {
			super(stream);
		}

		@Override
		public int read() throws IOException {
			int next = super.read();
			this.count += (next < 0) ? 0 : 1;
			return next;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int read = super.read(bytes, offset, length);
			this.count += Math.max(read, 0);
			return read;
		}

	}

}
