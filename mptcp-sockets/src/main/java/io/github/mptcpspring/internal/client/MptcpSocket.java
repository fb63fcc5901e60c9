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

package io.github.mptcpspring.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Set;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import org.jspecify.annotations.Nullable;

/**
 * {@link Socket} that applies the settings of a client right before it is bound or
 * connected, and otherwise behaves as one of TCP.
 * <p>
 * By then the options of the application are set: if MPTCP refuses one, the socket stays
 * with TCP. Until then it is a plain socket without a descriptor.
 * <p>
 * Fast Open is not used. With it a refused connection and a timeout would be failures of
 * the first read instead of the connect, and a client that reads first, as that of SMTP
 * does, would never connect.
 */
public class MptcpSocket extends Socket {

	private static final Problem CONNECTS_FIRST = Problem.permanent(
			"sockets of java.net connect before the first data is written, and report failures then",
			"Do not enable it for this client");

	/** What the documentation of {@link Socket#setTrafficClass} permits. */
	private static final Problem TRAFFIC_CLASS_IGNORED = Problem
		.permanent("MPTCP sockets refuse a traffic class (IP_TOS) once they are connected",
				"Set it before the socket connects, which then uses TCP, or do not set it")
		.of(Feature.SOCKET_OPTION);

	/**
	 * Options of a connected socket that TCP takes and MPTCP refuses. The first two have
	 * no effect once a socket is bound.
	 */
	private static final Set<SocketOption<?>> WITHOUT_EFFECT = Set.of(StandardSocketOptions.SO_REUSEADDR,
			StandardSocketOptions.SO_REUSEPORT, StandardSocketOptions.IP_TOS);

	private final ClientSockets sockets;

	private final @Nullable Proxy proxy;

	private boolean prepared;

	private @Nullable InputStream input;

	/**
	 * Create a new socket that is neither bound nor connected.
	 * @param sockets the kit for clients
	 */
	public MptcpSocket(ClientSockets sockets) {
		this.sockets = sockets;
		this.proxy = null;
	}

	/**
	 * Create a new socket that connects through a proxy.
	 * @param sockets the kit for clients
	 * @param proxy the proxy, see {@link Socket#Socket(Proxy)}
	 */
	public MptcpSocket(ClientSockets sockets, Proxy proxy) {
		super(proxy);
		this.sockets = sockets;
		this.proxy = proxy;
	}

	@Override
	public void bind(SocketAddress local) throws IOException {
		prepare(null);
		super.bind(local);
	}

	@Override
	public void connect(SocketAddress remote, int timeout) throws IOException {
		if (remote instanceof InetSocketAddress destination && timeout >= 0) {
			prepare(this.sockets.settings().isSelective() ? NextHop.to(destination, this.proxy) : destination);
		}
		super.connect(remote, timeout);
	}

	private synchronized void prepare(@Nullable SocketAddress remote) throws MptcpUnavailableException {
		if (this.prepared || isClosed() || isBound()) {
			return;
		}
		this.prepared = true;
		try {
			this.sockets.prepareWithoutFastOpen(() -> this.sockets.descriptors().find(this), remote, CONNECTS_FIRST);
		}
		catch (MptcpUnavailableException ex) {
			SocketCloser.close(this, ex);
			throw ex;
		}
	}

	@Override
	public InputStream getInputStream() throws IOException {
		InputStream own = super.getInputStream();
		synchronized (this) {
			InputStream known = this.input;
			if (known == null) {
				known = new MptcpInputStream(this, own);
				this.input = known;
			}
			return known;
		}
	}

	@Override
	public void setReuseAddress(boolean on) throws SocketException {
		try {
			super.setReuseAddress(on);
		}
		catch (SocketException ex) {
			ignore(ex);
		}
	}

	@Override
	public void setOOBInline(boolean on) throws SocketException {
		try {
			super.setOOBInline(on);
		}
		catch (SocketException ex) {
			ignore(ex);
		}
	}

	@Override
	public void setTrafficClass(int trafficClass) throws SocketException {
		try {
			super.setTrafficClass(trafficClass);
		}
		catch (SocketException ex) {
			ignore(ex);
			reportTrafficClass();
		}
	}

	@Override
	public int getTrafficClass() throws SocketException {
		try {
			return super.getTrafficClass();
		}
		catch (SocketException ex) {
			ignore(ex);
			return 0;
		}
	}

	@Override
	public <T> Socket setOption(SocketOption<T> option, T value) throws IOException {
		try {
			return super.setOption(option, value);
		}
		catch (SocketException ex) {
			if (!WITHOUT_EFFECT.contains(option)) {
				throw ex;
			}
			ignore(ex);
			if (option.equals(StandardSocketOptions.IP_TOS)) {
				reportTrafficClass();
			}
			return this;
		}
	}

	// A connected MPTCP socket refuses options that one of TCP takes
	private void ignore(SocketException refused) throws SocketException {
		if (!isConnected() || isClosed()) {
			throw refused;
		}
	}

	private void reportTrafficClass() {
		this.sockets.report(TRAFFIC_CLASS_IGNORED);
	}

}
