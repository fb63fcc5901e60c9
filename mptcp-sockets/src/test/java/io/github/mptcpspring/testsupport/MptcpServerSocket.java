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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.MptcpSocket;
import io.github.mptcpspring.internal.process.ProcessSockets;

/**
 * A server socket of MPTCP for servers with blocking TLS, which ends to close: what it
 * accepts has the stream of {@link MptcpSocket}.
 */
public final class MptcpServerSocket extends ServerSocket {

	private static final ClientSettings PLAIN = new ClientSettings(false, OnUnavailable.FALLBACK, false);

	private final ProcessSockets sockets = new ProcessSockets();

	private final Queue<KernelProtocol> protocols = new ConcurrentLinkedQueue<>();

	private final SSLContext tls;

	private MptcpServerSocket(SSLContext tls) throws IOException {
		this.tls = tls;
	}

	/**
	 * Make a server socket that is not bound.
	 * @param mptcp whether it speaks MPTCP
	 * @param tls how it speaks TLS, {@code null} if it does not
	 * @return the server socket
	 * @throws IOException when it cannot be made
	 */
	public static MptcpServerSocket unbound(boolean mptcp, SSLContext tls) throws IOException {
		MptcpServerSocket server = new MptcpServerSocket(tls);
		if (mptcp && !(server.sockets.swap(server) instanceof Swapped)) {
			server.close();
			throw new IllegalStateException("There is no MPTCP here");
		}
		return server;
	}

	/**
	 * Listen with MPTCP on any port of the IPv4 loopback address.
	 * @return the server socket
	 * @throws IOException when it cannot listen
	 */
	public static MptcpServerSocket open() throws IOException {
		MptcpServerSocket server = unbound(true, null);
		server.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
		return server;
	}

	/**
	 * Return what the kernel said of each connection after it was accepted.
	 * @return what they speak, in the order in which they were accepted
	 */
	public List<KernelProtocol> protocols() {
		return List.copyOf(this.protocols);
	}

	@Override
	public Socket accept() throws IOException {
		Socket accepted = new MptcpSocket(new ClientSockets(this.sockets, PLAIN, (problem) -> {
		}));
		implAccept(accepted);
		this.protocols.add(KernelSockets.connection((InetSocketAddress) accepted.getLocalSocketAddress(),
				(InetSocketAddress) accepted.getRemoteSocketAddress()));
		return (this.tls != null) ? layer(accepted, this.tls) : accepted;
	}

	/**
	 * Make a server's end of a connection speak TLS.
	 * @param accepted the connection
	 * @param tls how
	 * @return the connection
	 * @throws IOException when it is closed
	 */
	public static SSLSocket layer(Socket accepted, SSLContext tls) throws IOException {
		SSLSocket layered = (SSLSocket) tls.getSocketFactory().createSocket(accepted, null, accepted.getPort(), true);
		layered.setUseClientMode(false);
		return layered;
	}

}
