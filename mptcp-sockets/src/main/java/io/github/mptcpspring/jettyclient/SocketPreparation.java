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

package io.github.mptcpspring.jettyclient;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.SocketCloser;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import org.eclipse.jetty.io.ClientConnector;

/**
 * Applies the settings to each socket of a {@link ClientConnector}, after the connector
 * has set its options and right before it connects.
 */
class SocketPreparation implements ClientConnector.ConnectListener {

	private static final Problem FAILURES_ARE_FOUND_TOO_LATE = Problem.permanent(
			"Jetty's client takes a connection for established then, and neither reports that it was refused or timed "
					+ "out nor tries another address",
			"Choose Reactor Netty for clients with Fast Open");

	private static final Problem BOUND = Problem.permanent(
			"Jetty's client binds its sockets to its bind address before they can be reached",
			"Do not set a bind address");

	private final ClientSockets sockets;

	private final Map<SocketChannel, MptcpUnavailableException> refused = new ConcurrentHashMap<>();

	SocketPreparation(ClientSockets sockets) {
		this.sockets = sockets;
	}

	@Override
	public void onConnectBegin(SocketChannel channel, SocketAddress address) {
		if (!(address instanceof InetSocketAddress)) {
			return;
		}
		try {
			this.sockets.prepareWithoutFastOpen(() -> find(channel), address, FAILURES_ARE_FOUND_TOO_LATE);
		}
		catch (MptcpUnavailableException ex) {
			refuse(channel, ex);
		}
	}

	private DescriptorLookup find(SocketChannel channel) {
		return channel.socket().isBound() ? new NotFound(BOUND) : this.sockets.descriptors().find(channel);
	}

	// A connector ignores what a listener throws, but it cannot connect a closed channel
	private void refuse(SocketChannel channel, MptcpUnavailableException because) {
		this.refused.put(channel, because);
		SocketCloser.close(channel, because);
	}

	/**
	 * Called before the connector reports the failure.
	 */
	@Override
	public void onConnectFailure(SocketChannel channel, SocketAddress address, Throwable failure) {
		MptcpUnavailableException because = this.refused.remove(channel);
		if (because != null) {
			rootOf(failure).initCause(because);
		}
	}

	private static Throwable rootOf(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

}
