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

package io.github.mptcpspring.tomcat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.PreparedListener;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * {@link NioEndpoint} that prepares its server socket before it binds it.
 * <p>
 * The superclass opens and binds its socket in one method and stores it in a private
 * field, so this class has its own field and overrides the methods that use it. If the
 * socket is not a TCP socket (inherited, Unix domain) or no feature is enabled, the field
 * is {@code null} and the superclass opens the socket.
 */
class MptcpNioEndpoint extends NioEndpoint {

	private static final String SERVER = "Tomcat";

	private @Nullable ListenerSockets sockets;

	private volatile @Nullable ServerSocketChannel listener;

	private volatile @Nullable PreparedListener prepared;

	private @Nullable SocketAddress previousRemoteAddress;

	private long previousAcceptNanos;

	void listenWith(ListenerSockets sockets) {
		this.sockets = sockets;
	}

	@Nullable ListenerSockets sockets() {
		return this.sockets;
	}

	@Override
	protected void initServerSocket() throws Exception {
		ListenerSockets sockets = this.sockets;
		if (sockets == null || sockets.settings().isPlain()) {
			super.initServerSocket();
		}
		else if (getUseInheritedChannel()) {
			initInheritedServerSocket(sockets);
		}
		else if (getUnixDomainSocketPath() != null) {
			initUnixServerSocket(sockets, "Remove the connector's unixDomainSocketPath");
		}
		else {
			initServerSocket(sockets);
		}
	}

	private void initInheritedServerSocket(ListenerSockets sockets) throws Exception {
		if (!(System.inheritedChannel() instanceof ServerSocketChannel channel)) {
			// Tomcat reports the problem
			super.initServerSocket();
		}
		else if (channel.getLocalAddress() instanceof InetSocketAddress) {
			PreparedListener prepared = sockets
				.prepareInherited("let the connector open its own: remove its useInheritedChannel");
			super.initServerSocket();
			opened(channel, prepared);
		}
		else {
			initUnixServerSocket(sockets, "Let whoever starts the JVM bind a host and a port");
		}
	}

	private void initUnixServerSocket(ListenerSockets sockets, String remedy) throws Exception {
		PreparedListener prepared = sockets.leaveUnixDomain(remedy);
		super.initServerSocket();
		opened(super.getServerSocket(), prepared);
	}

	private void initServerSocket(ListenerSockets sockets) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		// From here on Tomcat closes it
		this.listener = channel;
		Optional<Problem> conflict = AcceptedSocketOptions.findConflict(getSocketProperties());
		Descriptors descriptors = sockets.descriptors();
		PreparedListener prepared = conflict.isPresent()
				? sockets.prepareWithoutSwap(descriptors.find(channel), conflict.get())
				: sockets.prepare(() -> descriptors.find(channel));
		getSocketProperties().setProperties(channel.socket());
		channel.bind(new InetSocketAddress(getAddress(), getPortWithOffset()), getAcceptCount());
		channel.configureBlocking(true);
		opened(channel, prepared);
	}

	private void opened(NetworkChannel channel, PreparedListener prepared) throws IOException {
		this.prepared = prepared;
		prepared.opened(SERVER, channel.getLocalAddress());
	}

	@Override
	protected NetworkChannel getServerSocket() {
		NetworkChannel channel = this.listener;
		return (channel != null) ? channel : super.getServerSocket();
	}

	@Override
	protected SocketChannel serverSocketAccept() throws Exception {
		PreparedListener prepared = this.prepared;
		if (prepared == null || !prepared.acceptsEarly()) {
			return accept();
		}
		prepared.aboutToAccept();
		SocketChannel accepted = accept();
		prepared.accepted(accepted.getLocalAddress(), accepted.getRemoteAddress());
		return accepted;
	}

	private SocketChannel accept() throws Exception {
		ServerSocketChannel channel = this.listener;
		if (channel == null) {
			return super.serverSocketAccept();
		}
		SocketChannel accepted = channel.accept();
		rejectDuplicate(accepted.getRemoteAddress(), System.nanoTime());
		return accepted;
	}

	// The check of the superclass: some Linux kernels before 5.10 return one connection
	// twice (Tomcat's message endpoint.err.duplicateAccept)
	private void rejectDuplicate(SocketAddress remoteAddress, long acceptNanos) throws IOException {
		if (remoteAddress.equals(this.previousRemoteAddress) && acceptNanos - this.previousAcceptNanos < 1000) {
			throw new IOException(sm.getString("endpoint.err.duplicateAccept"));
		}
		this.previousRemoteAddress = remoteAddress;
		this.previousAcceptNanos = acceptNanos;
	}

	@Override
	protected void doCloseServerSocket() throws IOException {
		PreparedListener closed = this.prepared;
		this.prepared = null;
		if (closed != null) {
			closed.closed();
		}
		ServerSocketChannel channel = this.listener;
		this.listener = null;
		try {
			if (channel != null) {
				channel.close();
			}
		}
		finally {
			super.doCloseServerSocket();
		}
	}

}
