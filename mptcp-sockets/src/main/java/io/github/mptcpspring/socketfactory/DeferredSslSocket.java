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

package io.github.mptcpspring.socketfactory;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.mptcpspring.internal.client.SocketCloser;
import org.jspecify.annotations.Nullable;

/**
 * {@link javax.net.ssl.SSLSocket} that is not connected when it is created. TLS of the
 * JDK can only be layered on a connected socket, so it is when this socket connects.
 * Until then an unconnected socket of the JDK holds the settings of TLS.
 */
final class DeferredSslSocket extends ForwardingSslSocket {

	private final Socket tcp;

	private final SSLSocketFactory factory;

	private final SSLSocket settings;

	private final List<HandshakeCompletedListener> listeners = new CopyOnWriteArrayList<>();

	private volatile @Nullable SSLSocket layered;

	/**
	 * Create a new socket that is not connected.
	 * @param tcp the socket below, not connected
	 * @param factory layers TLS on it
	 * @throws IOException if the factory does not create unconnected sockets
	 */
	DeferredSslSocket(Socket tcp, SSLSocketFactory factory) throws IOException {
		this.tcp = tcp;
		this.factory = factory;
		this.settings = (SSLSocket) factory.createSocket();
	}

	@Override
	Socket tcp() {
		return this.tcp;
	}

	@Override
	SSLSocket tls() {
		SSLSocket layered = this.layered;
		return (layered != null) ? layered : this.settings;
	}

	@Override
	public void connect(SocketAddress remote) throws IOException {
		connect(remote, 0);
	}

	@Override
	public void connect(SocketAddress remote, int timeout) throws IOException {
		this.tcp.connect(remote, timeout);
		try {
			SSLSocket layered = layer();
			if (!this.listeners.isEmpty()) {
				layered.addHandshakeCompletedListener(this::notifyListeners);
			}
			this.layered = layered;
		}
		catch (Throwable failure) {
			SocketCloser.close(this, failure);
			throw failure;
		}
	}

	// Without a name: it is that of the address, as for any socket that connects itself
	private SSLSocket layer() throws IOException {
		SSLSocket layered = (SSLSocket) this.factory.createSocket(this.tcp, null, this.tcp.getPort(), true);
		layered.setUseClientMode(this.settings.getUseClientMode());
		layered.setEnableSessionCreation(this.settings.getEnableSessionCreation());
		layered.setSSLParameters(this.settings.getSSLParameters());
		layered.setHandshakeApplicationProtocolSelector(this.settings.getHandshakeApplicationProtocolSelector());
		return layered;
	}

	@Override
	public boolean isClosed() {
		SSLSocket layered = this.layered;
		return (layered != null) ? layered.isClosed() : this.tcp.isClosed();
	}

	@Override
	public void close() throws IOException {
		SSLSocket layered = this.layered;
		if (layered != null) {
			layered.close();
		}
		else {
			this.settings.close();
			this.tcp.close();
		}
	}

	@Override
	public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
		if (listener == null) {
			throw new IllegalArgumentException("listener is null");
		}
		SSLSocket layered = this.layered;
		if (layered != null && this.listeners.isEmpty()) {
			layered.addHandshakeCompletedListener(this::notifyListeners);
		}
		this.listeners.add(listener);
	}

	@Override
	public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
		if (!this.listeners.remove(listener)) {
			throw new IllegalArgumentException("listener not registered");
		}
	}

	private void notifyListeners(HandshakeCompletedEvent event) {
		HandshakeCompletedEvent own = new HandshakeCompletedEvent(this, event.getSession());
		this.listeners.forEach((listener) -> listener.handshakeCompleted(own));
	}

}
