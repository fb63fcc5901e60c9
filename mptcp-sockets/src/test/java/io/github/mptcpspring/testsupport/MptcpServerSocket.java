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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.MptcpSocket;
import io.github.mptcpspring.internal.process.ProcessSockets;

/**
 * A server that listens with MPTCP and whose blocking TLS ends to close: what it accepts
 * has the stream of {@link MptcpSocket}.
 */
public final class MptcpServerSocket extends ServerSocket {

	private static final ClientSettings PLAIN = new ClientSettings(false, OnUnavailable.FALLBACK, false);

	private final ProcessSockets sockets = new ProcessSockets();

	private MptcpServerSocket() throws IOException {
	}

	/**
	 * Listen on any port of the IPv4 loopback address.
	 * @return the server
	 * @throws IOException when it cannot listen
	 */
	public static MptcpServerSocket open() throws IOException {
		MptcpServerSocket server = new MptcpServerSocket();
		if (!(server.sockets.swap(server) instanceof Swapped)) {
			server.close();
			throw new IllegalStateException("There is no MPTCP here");
		}
		server.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
		return server;
	}

	@Override
	public Socket accept() throws IOException {
		Socket accepted = new MptcpSocket(new ClientSockets(this.sockets, PLAIN, (problem) -> {
		}));
		implAccept(accepted);
		return accepted;
	}

}
