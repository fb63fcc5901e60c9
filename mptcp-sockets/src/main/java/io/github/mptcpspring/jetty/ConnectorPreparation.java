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
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.EventListener;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.PreparedListener;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Opens the channel of a {@link ServerConnector} when the connector starts, prepares and
 * binds it, and passes it to the connector. A connector that inherits its channel, or
 * opens it in its own way, does so itself.
 */
class ConnectorPreparation implements LifeCycle.Listener, NetworkConnector.Listener, SelectorManager.AcceptListener {

	static final String SERVER = "Jetty";

	private final ServerConnector connector;

	private final ListenerSockets sockets;

	private final Object accepting = new Object();

	private volatile @Nullable PreparedListener prepared;

	ConnectorPreparation(ServerConnector connector, ListenerSockets sockets) {
		this.connector = connector;
		this.sockets = sockets;
	}

	@Override
	public void lifeCycleStarting(LifeCycle starting) {
		ConnectionAttributeCustomizer.addTo(this.connector, this.sockets.sockets());
		open();
	}

	/**
	 * Open the connector. Fails as its start would fail: with an {@link IOException}.
	 */
	void open() {
		try {
			if (this.prepared == null) {
				prepare();
			}
		}
		catch (IOException ex) {
			// This method declares none, but the start does, and Spring Boot looks for it
			ConnectorPreparation.<RuntimeException>rethrow(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static <E extends Exception> void rethrow(IOException ex) throws E {
		throw (E) ex;
	}

	private void prepare() throws IOException {
		if (this.connector.getTransport() instanceof ServerSocketChannel channel && channel.isOpen()) {
			this.prepared = this.sockets.prepareWithoutSwap(this.sockets.descriptors().find(channel),
					Problem.permanent("the application opened this connector before it was started",
							"Leave it to the start of the connector"));
			opened(channel);
		}
		else if (this.connector.isInheritChannel()) {
			this.prepared = prepareInherited();
		}
		else if (opensItsChannel(this.connector.getClass())) {
			this.prepared = this.sockets.leave(Protocol.TCP,
					Problem.permanent(
							"the connector " + this.connector.getClass().getName() + " opens its socket in its own way",
							"Do not override openAcceptChannel"));
		}
		else {
			openChannel();
		}
	}

	private PreparedListener prepareInherited() throws IOException {
		if (System.inheritedChannel() instanceof ServerSocketChannel channel
				&& channel.getLocalAddress() instanceof InetSocketAddress) {
			return this.sockets.prepareInherited("let the connector open its own: remove its inheritChannel");
		}
		// Jetty reports the problem
		return this.sockets.leave(Protocol.TCP,
				Problem.permanent("the connector is to inherit its socket, and this JVM has inherited no TCP listener",
						"Remove the connector's inheritChannel"));
	}

	private static boolean opensItsChannel(@Nullable Class<?> type) {
		if (type == null || type == ServerConnector.class) {
			return false;
		}
		try {
			type.getDeclaredMethod("openAcceptChannel");
			return true;
		}
		catch (NoSuchMethodException ex) {
			return opensItsChannel(type.getSuperclass());
		}
	}

	// As ServerConnector.openAcceptChannel() does it
	private void openChannel() throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		try {
			setOption(channel, StandardSocketOptions.SO_REUSEADDR, this.connector.getReuseAddress());
			setOption(channel, StandardSocketOptions.SO_REUSEPORT, this.connector.isReusePort());
			Descriptors descriptors = this.sockets.descriptors();
			PreparedListener listener = this.sockets.prepare(() -> descriptors.find(channel));
			bind(channel);
			this.connector.open(channel);
			this.prepared = listener;
		}
		finally {
			if (this.prepared == null) {
				channel.close();
			}
		}
		opened(channel);
		notifyOtherListeners();
	}

	private static void setOption(ServerSocketChannel channel, SocketOption<Boolean> option, boolean value) {
		try {
			channel.setOption(option, value);
		}
		catch (IOException | UnsupportedOperationException ex) {
			// The connector would go on, too
		}
	}

	private void bind(ServerSocketChannel channel) throws IOException {
		String host = this.connector.getHost();
		int port = this.connector.getPort();
		InetSocketAddress address = (host != null) ? new InetSocketAddress(host, port) : new InetSocketAddress(port);
		try {
			channel.bind(address, this.connector.getAcceptQueueSize());
		}
		catch (IOException | RuntimeException ex) {
			throw new IOException("Failed to bind to " + address, ex);
		}
	}

	// A connector only calls them for a channel that it has opened itself
	private void notifyOtherListeners() {
		for (EventListener listener : this.connector.getEventListeners()) {
			if (listener != this && listener instanceof NetworkConnector.Listener other) {
				try {
					other.onOpen(this.connector);
				}
				catch (RuntimeException ex) {
					// A connector ignores it, too
				}
			}
		}
	}

	/**
	 * Called when a connector has opened its channel itself.
	 */
	@Override
	public void onOpen(NetworkConnector opened) {
		if (this.prepared != null && this.connector.getTransport() instanceof ServerSocketChannel channel) {
			try {
				opened(channel);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private void opened(ServerSocketChannel channel) throws IOException {
		PreparedListener listener = this.prepared;
		if (listener != null) {
			listener.opened(SERVER, channel.getLocalAddress());
		}
	}

	/**
	 * Called by the accepting thread, right after a connection has been accepted. The
	 * next one is accepted right after this method, so its descriptor is expected here.
	 */
	@Override
	public void onAccepting(SelectableChannel channel) {
		PreparedListener listener = this.prepared;
		if (listener != null && listener.acceptsEarly() && channel instanceof SocketChannel connection) {
			accepted(listener, connection);
		}
	}

	private void accepted(PreparedListener listener, SocketChannel connection) {
		// A connector may have several accepting threads
		synchronized (this.accepting) {
			try {
				listener.accepted(connection.getLocalAddress(), connection.getRemoteAddress());
			}
			catch (IOException ex) {
				// It is closed: the server has too many
			}
			listener.aboutToAccept();
		}
	}

	@Override
	public void onClose(NetworkConnector closed) {
		// Without a thread that accepts, the channel stays open until the stop
		if (this.connector.getAcceptors() > 0) {
			closed();
		}
	}

	@Override
	public void lifeCycleStopped(LifeCycle stopped) {
		closed();
	}

	private synchronized void closed() {
		PreparedListener closed = this.prepared;
		this.prepared = null;
		if (closed != null) {
			closed.closed();
		}
	}

}
