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
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection of which this process has both ends.
 *
 * @param client the end that connected
 * @param accepted the end that was accepted
 */
public record ConnectedPair(Socket client, Socket accepted) implements AutoCloseable {

	private static final int LENGTH = 1_000_000;

	public static final InetAddress V4_LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

	public static final InetAddress V6_LOOPBACK = InetAddress.ofLiteral("::1");

	/** Bind the server to any port, and connect the client to it. */
	public static ConnectedPair open(ServerSocket server, Socket client, InetAddress host) throws IOException {
		server.bind(new InetSocketAddress(0));
		return connect(server, client, host);
	}

	/** Connect a client to a server that is bound. */
	public static ConnectedPair connect(ServerSocket server, Socket client, InetAddress host) throws IOException {
		client.connect(new InetSocketAddress(host, server.getLocalPort()));
		return new ConnectedPair(client, server.accept());
	}

	/** Send one byte each way. */
	public void exchange() throws IOException {
		this.client.getOutputStream().write(1);
		assertThat(this.accepted.getInputStream().read()).isOne();
		this.accepted.getOutputStream().write(2);
		assertThat(this.client.getInputStream().read()).isEqualTo(2);
	}

	/** Send bytes both ways at once, more than the buffers of the kernel take. */
	public void transfer() throws Exception {
		FutureTask<Void> upload = start(() -> send(this.client, this.accepted, 1));
		FutureTask<Void> download = start(() -> send(this.accepted, this.client, 2));
		upload.get();
		download.get();
	}

	private static FutureTask<Void> start(Callable<Void> callable) {
		FutureTask<Void> task = new FutureTask<>(callable);
		Thread.startVirtualThread(task);
		return task;
	}

	private static Void send(Socket from, Socket to, int seed) throws Exception {
		byte[] bytes = new byte[LENGTH];
		new Random(seed).nextBytes(bytes);
		FutureTask<Void> write = start(() -> {
			from.getOutputStream().write(bytes);
			return null;
		});
		assertThat(to.getInputStream().readNBytes(LENGTH)).isEqualTo(bytes);
		write.get();
		return null;
	}

	public KernelProtocol clientProtocol() {
		return protocol(this.client);
	}

	public KernelProtocol acceptedProtocol() {
		return protocol(this.accepted);
	}

	private static KernelProtocol protocol(Socket socket) {
		return KernelSockets.connection((InetSocketAddress) socket.getLocalSocketAddress(),
				(InetSocketAddress) socket.getRemoteSocketAddress());
	}

	@Override
	public void close() throws IOException {
		this.accepted.close();
		this.client.close();
	}

}
