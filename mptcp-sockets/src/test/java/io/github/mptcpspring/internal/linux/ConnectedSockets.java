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

package io.github.mptcpspring.internal.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.linux.struct.SockAddr;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two sockets of this process that are connected with each other.
 *
 * @param listener where the second was accepted
 * @param client the one that connected
 * @param server the one that was accepted
 */
record ConnectedSockets(ServerSocketChannel listener, SocketChannel client,
		SocketChannel server) implements AutoCloseable {

	static ConnectedSockets tcp(String host) throws IOException {
		return connect(ServerSocketChannel.open(), SocketChannel.open(), host);
	}

	static ConnectedSockets mptcp(String host) throws IOException {
		ServerSocketChannel listener = ServerSocketChannel.open();
		SocketChannel client = SocketChannel.open();
		assertThat(MptcpSockets.create().swap(listener)).isInstanceOf(Swapped.class);
		assertThat(MptcpSockets.create().swap(client)).isInstanceOf(Swapped.class);
		return connect(listener, client, host);
	}

	private static ConnectedSockets connect(ServerSocketChannel listener, SocketChannel client, String host)
			throws IOException {
		listener.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
		client.connect(listener.getLocalAddress());
		return new ConnectedSockets(listener, client, listener.accept());
	}

	InetSocketAddress clientAddress() throws IOException {
		return (InetSocketAddress) this.client.getLocalAddress();
	}

	InetSocketAddress serverAddress() throws IOException {
		return (InetSocketAddress) this.server.getLocalAddress();
	}

	int clientDescriptor(SystemCalls calls) throws IOException {
		return descriptor(calls, this.client.getLocalAddress(), this.client.getRemoteAddress());
	}

	private static int descriptor(SystemCalls calls, SocketAddress local, SocketAddress remote) throws IOException {
		List<Integer> descriptors;
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			descriptors = files.map((file) -> Integer.valueOf(file.getFileName().toString())).toList();
		}
		for (int descriptor : descriptors) {
			SockAddr name = new SockAddr();
			SockAddr peer = new SockAddr();
			if (calls.getsockname(descriptor, name) > 0 && calls.getpeername(descriptor, peer) > 0
					&& name.toInetSocketAddress().equals(Optional.of(local))
					&& peer.toInetSocketAddress().equals(Optional.of(remote))) {
				return descriptor;
			}
		}
		throw new IllegalStateException("There is no socket " + local + " to " + remote);
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.client.close();
		this.listener.close();
	}

}
