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

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.jetty.MptcpServerCustomizer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A server for clients in this process: it answers with what the kernel says of the
 * client's socket.
 */
public final class PeerServer implements AutoCloseable {

	public static final String HOST = "127.0.0.1";

	private final Server server = new Server(InetSocketAddress.createUnresolved(HOST, 0));

	private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();

	private PeerServer() {
		this.server.setHandler(new Handler.Abstract() {

			@Override
			public boolean handle(Request request, Response response, Callback callback) {
				InetSocketAddress client = (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
				InetSocketAddress own = (InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress();
				PeerServer.this.clients.add(client);
				Content.Sink.write(response, true, KernelSockets.connection(client, own).name(), callback);
				return true;
			}

		});
	}

	/**
	 * Start a server.
	 * @param mptcp whether it speaks MPTCP
	 * @return the server
	 * @throws Exception when it cannot be started
	 */
	public static PeerServer start(boolean mptcp) throws Exception {
		PeerServer peer = new PeerServer();
		if (mptcp) {
			new MptcpServerCustomizer(MptcpSockets.create(), new ListenerSettings(true, OnUnavailable.FAIL, 0),
					(listener) -> {
					})
				.customize(peer.server);
		}
		peer.server.start();
		return peer;
	}

	public int port() {
		return ((ServerConnector) this.server.getConnectors()[0]).getLocalPort();
	}

	public URI uri() {
		return uri(port());
	}

	public static URI uri(int port) {
		return URI.create("http://" + HOST + ":" + port + "/");
	}

	/**
	 * Return the clients that have sent a request.
	 * @return their addresses
	 */
	public Set<InetSocketAddress> clients() {
		return this.clients;
	}

	@Override
	public void close() {
		LifeCycle.stop(this.server);
	}

}
