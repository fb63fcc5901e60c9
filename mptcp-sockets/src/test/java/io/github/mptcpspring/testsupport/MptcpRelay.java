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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lets a client that knows nothing of MPTCP reach a server over MPTCP: it listens with
 * TCP on the loopback address, and makes every connection on with MPTCP.
 */
public final class MptcpRelay implements AutoCloseable {

	private final InetSocketAddress server;

	private final ServerSocketChannel listener;

	private final Queue<SocketChannel> channels = new ConcurrentLinkedQueue<>();

	private final Queue<KernelProtocol> protocols = new ConcurrentLinkedQueue<>();

	private MptcpRelay(InetSocketAddress server, ServerSocketChannel listener) {
		this.server = server;
		this.listener = listener;
	}

	/**
	 * Start a relay.
	 * @param server the server's address
	 * @return the relay
	 * @throws IOException when it cannot listen
	 */
	public static MptcpRelay to(InetSocketAddress server) throws IOException {
		ServerSocketChannel listener = ServerSocketChannel.open();
		listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		MptcpRelay relay = new MptcpRelay(server, listener);
		Thread.ofVirtual().start(relay::accept);
		return relay;
	}

	/**
	 * Return the port that clients connect to, at {@code localhost}.
	 * @return the port
	 */
	public int port() {
		return this.listener.socket().getLocalPort();
	}

	/**
	 * Return what the kernel said of each connection to the server after it was made.
	 * @return what they speak, in the order in which they were made
	 */
	public List<KernelProtocol> protocols() {
		return List.copyOf(this.protocols);
	}

	private void accept() {
		try {
			while (true) {
				SocketChannel client = this.listener.accept();
				this.channels.add(client);
				Thread.ofVirtual().start(() -> connect(client));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void connect(SocketChannel client) {
		try {
			SocketChannel upstream = ClientChannels.openMptcp();
			this.channels.add(upstream);
			upstream.connect(this.server);
			this.protocols.add(ClientChannels.protocol(upstream));
			Thread.ofVirtual().start(() -> copy(client, upstream));
			copy(upstream, client);
		}
		catch (IOException ex) {
			close(client);
		}
	}

	private void copy(SocketChannel from, SocketChannel to) {
		try {
			ByteBuffer buffer = ByteBuffer.allocate(16384);
			while (from.read(buffer) >= 0) {
				buffer.flip();
				while (buffer.hasRemaining()) {
					to.write(buffer);
				}
				buffer.clear();
			}
			to.shutdownOutput();
		}
		catch (IOException ex) {
			close(from);
			close(to);
		}
	}

	private void close(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			// Nothing is left to be done
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		this.channels.forEach(this::close);
	}

}
