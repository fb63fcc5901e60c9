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

package io.github.mptcpspring.benchmarks.snapshot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Kept;

/**
 * The other end of the connections, in a process of its own: a process has only so many
 * descriptors, and those of the peer are not to be looked at.
 */
final class Peer implements AutoCloseable {

	private static final MptcpSockets SOCKETS = MptcpSockets.create();

	private final Process process;

	private final int port;

	private Peer(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	static Peer start() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
				Peer.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		return new Peer(process, Integer.parseInt(output.readLine()));
	}

	InetSocketAddress address() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port);
	}

	@Override
	public void close() {
		this.process.destroy();
	}

	/**
	 * Accept connections and keep them until standard input ends.
	 * @param arguments none
	 * @throws IOException when it cannot listen
	 */
	static void main(String[] arguments) throws IOException {
		ServerSocketChannel listener = ServerSocketChannel.open();
		if (SOCKETS.swap(listener) instanceof Kept(var because)) {
			throw new IllegalStateException(because.description());
		}
		listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
		System.out.println(listener.socket().getLocalPort());
		Thread.ofPlatform().daemon().start(() -> accept(listener));
		System.in.transferTo(OutputStream.nullOutputStream());
	}

	private static void accept(ServerSocketChannel listener) {
		List<SocketChannel> accepted = new ArrayList<>();
		try {
			while (true) {
				accepted.add(listener.accept());
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("Closed after " + accepted.size() + " connections", ex);
		}
	}

}
