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

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.mptcpspring.MptcpSockets;

/**
 * A proxy that listens with MPTCP and passes on what it does not look into, after a
 * request of HTTP's method CONNECT or of SOCKS 5 (RFC 1928), whichever comes.
 */
public final class TunnelProxy implements AutoCloseable {

	/**
	 * A name that this proxy knows and no resolver does.
	 */
	public static final String THIS_HOST = "known-to-the-proxy.invalid";

	private static final byte SOCKS_5 = 5;

	private static final byte SOCKS_IPV4 = 1;

	/** Succeeded, bound to 127.0.0.1:1. */
	private static final byte[] SOCKS_ANSWER = { SOCKS_5, 0, 0, SOCKS_IPV4, 127, 0, 0, 1, 0, 1 };

	private final ServerSocketChannel listener;

	private final Queue<SocketChannel> channels = new ConcurrentLinkedQueue<>();

	private final Queue<KernelProtocol> clients = new ConcurrentLinkedQueue<>();

	private final Queue<String> targets = new ConcurrentLinkedQueue<>();

	private TunnelProxy(ServerSocketChannel listener) {
		this.listener = listener;
	}

	/**
	 * Start a proxy.
	 * @return the proxy
	 * @throws IOException when it cannot listen
	 */
	public static TunnelProxy start() throws IOException {
		ServerSocketChannel listener = ServerSocketChannel.open();
		MptcpSockets.create().swap(listener);
		listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		TunnelProxy proxy = new TunnelProxy(listener);
		Thread.ofVirtual().start(proxy::accept);
		return proxy;
	}

	public int port() {
		return this.listener.socket().getLocalPort();
	}

	/**
	 * Return what the kernel says of the client's end of each connection.
	 * @return what they speak
	 */
	public List<KernelProtocol> clients() {
		return List.copyOf(this.clients);
	}

	/**
	 * Return where clients wanted to go.
	 * @return the host and port of each request
	 */
	public List<String> targets() {
		return List.copyOf(this.targets);
	}

	private void accept() {
		try {
			while (true) {
				SocketChannel client = this.listener.accept();
				this.channels.add(client);
				Thread.ofVirtual().start(() -> serve(client));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void serve(SocketChannel client) {
		try (client; SocketChannel server = SocketChannel.open()) {
			this.clients.add(KernelSockets.connection((InetSocketAddress) client.getRemoteAddress(),
					(InetSocketAddress) client.getLocalAddress()));
			DataInputStream input = new DataInputStream(Channels.newInputStream(client));
			int first = input.readUnsignedByte();
			boolean socks = first == SOCKS_5;
			String target = socks ? readSocksRequest(input, client) : readHead((char) first, input).split(" ")[1];
			this.targets.add(target);
			int colon = target.lastIndexOf(':');
			String host = target.substring(0, colon);
			server.connect(new InetSocketAddress(host.equals(THIS_HOST) ? "127.0.0.1" : host,
					Integer.parseInt(target.substring(colon + 1))));
			client.write(socks ? ByteBuffer.wrap(SOCKS_ANSWER)
					: StandardCharsets.US_ASCII.encode("HTTP/1.1 200 OK\r\n\r\n"));
			Thread.ofVirtual().start(() -> copy(client, server));
			copy(server, client);
		}
		catch (IOException ex) {
			// One of the two is gone
		}
	}

	private String readSocksRequest(DataInputStream input, SocketChannel client) throws IOException {
		input.skipNBytes(input.readUnsignedByte());
		// No authentication
		client.write(ByteBuffer.wrap(new byte[] { SOCKS_5, 0 }));
		input.skipNBytes(3);
		if (input.readUnsignedByte() != SOCKS_IPV4) {
			throw new IOException("Not an IPv4 address");
		}
		InetAddress address = InetAddress.getByAddress(input.readNBytes(4));
		return address.getHostAddress() + ":" + input.readUnsignedShort();
	}

	private String readHead(char first, InputStream stream) throws IOException {
		StringBuilder head = new StringBuilder().append(first);
		while (head.indexOf("\r\n\r\n") < 0) {
			int read = stream.read();
			if (read < 0) {
				throw new IOException("No request");
			}
			head.append((char) read);
		}
		return head.toString();
	}

	private void copy(SocketChannel from, SocketChannel to) {
		try {
			Channels.newInputStream(from).transferTo(Channels.newOutputStream(to));
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// One of the two is gone
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (SocketChannel channel : this.channels) {
			channel.close();
		}
	}

}
