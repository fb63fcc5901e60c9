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

package io.github.mptcpspring.reactor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;

/**
 * An HTTP proxy that knows the method CONNECT only and listens with MPTCP.
 */
final class ConnectProxy implements AutoCloseable {

	/**
	 * A name that this proxy knows and no resolver does.
	 */
	static final String THIS_HOST = "known-to-the-proxy.invalid";

	private final ServerSocketChannel listener;

	private final Queue<SocketChannel> channels = new ConcurrentLinkedQueue<>();

	private final Queue<KernelProtocol> clients = new ConcurrentLinkedQueue<>();

	private final Queue<String> targets = new ConcurrentLinkedQueue<>();

	private ConnectProxy(ServerSocketChannel listener) {
		this.listener = listener;
	}

	static ConnectProxy start() throws IOException {
		ServerSocketChannel listener = ServerSocketChannel.open();
		MptcpSockets.create().swap(listener);
		listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		ConnectProxy proxy = new ConnectProxy(listener);
		Thread.ofVirtual().start(proxy::accept);
		return proxy;
	}

	int port() {
		return this.listener.socket().getLocalPort();
	}

	/**
	 * Return what the kernel says of the client's end of each connection.
	 * @return what they speak
	 */
	List<KernelProtocol> clients() {
		return List.copyOf(this.clients);
	}

	/**
	 * Return where clients wanted to go.
	 * @return the authority of each request
	 */
	List<String> targets() {
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
			String authority = readHead(Channels.newInputStream(client)).split(" ")[1];
			this.targets.add(authority);
			this.clients.add(KernelSockets.connection((InetSocketAddress) client.getRemoteAddress(),
					(InetSocketAddress) client.getLocalAddress()));
			int colon = authority.lastIndexOf(':');
			String host = authority.substring(0, colon);
			server.connect(new InetSocketAddress(host.equals(THIS_HOST) ? "127.0.0.1" : host,
					Integer.parseInt(authority.substring(colon + 1))));
			client.write(StandardCharsets.US_ASCII.encode("HTTP/1.1 200 OK\r\n\r\n"));
			Thread.ofVirtual().start(() -> copy(client, server));
			copy(server, client);
		}
		catch (IOException ex) {
			// One of the two is gone
		}
	}

	private String readHead(InputStream stream) throws IOException {
		StringBuilder head = new StringBuilder();
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
