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

package io.github.mptcpspring.benchmarks.idle;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.benchmarks.Child;
import io.github.mptcpspring.internal.process.ProcessSockets;

/**
 * The other ends of the connections, in a process of its own.
 */
final class IdleClients {

	private static final ProcessSockets SOCKETS = new ProcessSockets();

	private IdleClients() {
	}

	/**
	 * Connect, say so, and keep the connections.
	 * @param arguments the port, the number of connections, and whether they speak MPTCP
	 * @throws IOException when a connection cannot be made
	 */
	static void main(String[] arguments) throws IOException {
		InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(),
				Integer.parseInt(arguments[0]));
		List<SocketChannel> connections = new ArrayList<>();
		for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
			SOCKETS.descriptors().expectNew();
			SocketChannel connection = SocketChannel.open();
			if (Boolean.parseBoolean(arguments[2]) && SOCKETS.swap(connection) instanceof Kept(var because)) {
				throw new IOException(because.description());
			}
			connection.connect(server);
			connections.add(connection);
		}
		Child.answer((question) -> String.valueOf(connections.size()));
	}

}
