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

package io.github.mptcpspring.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.PreparedListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Reports a connector that is not a {@link ServerConnector}, to which the settings do not
 * apply. Connectors without a socket are not reported.
 */
class OtherConnectorReporter implements LifeCycle.Listener {

	private final Connector connector;

	private final ListenerSockets sockets;

	private @Nullable PreparedListener listener;

	OtherConnectorReporter(Connector connector, ListenerSockets sockets) {
		this.connector = connector;
		this.sockets = sockets;
	}

	@Override
	public void lifeCycleStarted(LifeCycle started) {
		if (this.connector.getTransport() instanceof NetworkChannel channel) {
			try {
				SocketAddress address = channel.getLocalAddress();
				PreparedListener listener = leave(channel, address);
				this.listener = listener;
				listener.opened(ConnectorPreparation.SERVER, address);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private PreparedListener leave(NetworkChannel channel, SocketAddress address) throws IOException {
		if (channel instanceof DatagramChannel) {
			return this.sockets.leaveQuic();
		}
		if (address instanceof InetSocketAddress) {
			return this.sockets.leave(Protocol.TCP,
					Problem.permanent("the application made this connector, a " + this.connector.getClass().getName(),
							"Make a " + ServerConnector.class.getName()));
		}
		return this.sockets.leaveUnixDomain("Make a " + ServerConnector.class.getName() + ", with a host and a port");
	}

	@Override
	public void lifeCycleStopped(LifeCycle stopped) {
		PreparedListener closed = this.listener;
		this.listener = null;
		if (closed != null) {
			closed.closed();
		}
	}

}
