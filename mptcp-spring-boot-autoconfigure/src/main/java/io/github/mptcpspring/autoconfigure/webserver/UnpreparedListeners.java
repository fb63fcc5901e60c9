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

package io.github.mptcpspring.autoconfigure.webserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;

import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionClassifier;
import io.github.mptcpspring.internal.connection.ListeningSocket;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.PreparedListener;

/**
 * Reports listeners without an adapter. Their protocol is read from the kernel: it is TCP
 * unless the JVM was started with {@code mptcpize run java …}.
 */
final class UnpreparedListeners {

	private static final String OTHER_WEB_SERVER = "Use Tomcat (spring-boot-starter-tomcat), Jetty (spring-boot-starter-jetty)"
			+ " or Reactor Netty (spring-boot-starter-reactor-netty) as the embedded server in its place";

	private final ListenerSockets sockets;

	/**
	 * Create a new instance.
	 * @param sockets the kit for servers
	 */
	UnpreparedListeners(ListenerSockets sockets) {
		this.sockets = sockets;
	}

	/**
	 * Return whether a listener must not use plain TCP.
	 * @return {@code true} if MPTCP is required
	 */
	boolean isMptcpRequired() {
		return this.sockets.settings().isMptcpRequired();
	}

	/**
	 * Report a listener of a web server and its problems.
	 * @param server the name of the server
	 * @param address the address of the listener
	 * @param protocol the protocol of the listener
	 * @return the listener
	 * @throws UncheckedIOException with a {@link MptcpUnavailableException} as its cause
	 * if MPTCP is required and the listener does not use it
	 */
	PreparedListener report(String server, SocketAddress address, Protocol protocol) {
		return report(server, address, protocol, OTHER_WEB_SERVER);
	}

	/**
	 * Report a listener and its problems.
	 * @param server the name of the server
	 * @param address the address of the listener
	 * @param protocol the protocol of the listener
	 * @param remedy what to do
	 * @return the listener
	 * @throws UncheckedIOException with a {@link MptcpUnavailableException} as its cause
	 * if MPTCP is required and the listener does not use it
	 */
	PreparedListener report(String server, SocketAddress address, Protocol protocol, String remedy) {
		PreparedListener listener = leave(server, protocol, remedy);
		listener.opened(server, address);
		return listener;
	}

	/**
	 * Refuse a web server before it is started, if MPTCP is required and its listener
	 * would not use it.
	 * @param server the name of the server
	 * @throws UncheckedIOException with a {@link MptcpUnavailableException} as its cause
	 */
	void refuse(String server) {
		leave(server, protocolOfNew(), OTHER_WEB_SERVER);
	}

	private PreparedListener leave(String server, Protocol protocol, String remedy) {
		Problem because = Problem.permanent("the starter has no way in to the sockets of " + server, remedy);
		ListenerSettings asked = this.sockets.settings();
		boolean mptcpMissing = asked.mptcp() && protocol != Protocol.MPTCP;
		try {
			return this.sockets
				.with(new ListenerSettings(mptcpMissing, asked.onUnavailable(), asked.fastOpenQueueLength()))
				.leave(protocol, because);
		}
		catch (MptcpUnavailableException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the protocol of the listener on a port.
	 * @param port the port
	 * @return the protocol
	 */
	Protocol protocolOf(int port) {
		return new ProcessConnections(this.sockets.sockets().kernel()).listenersNow()
			.stream()
			.filter((listener) -> listener.port() == port)
			.map(ListeningSocket::protocol)
			.reduce((one, other) -> (one == other) ? one : Protocol.TCP)
			.orElse(Protocol.TCP);
	}

	/**
	 * Return the protocol of new listeners.
	 * @return the protocol
	 */
	Protocol protocolOfNew() {
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			return this.sockets.descriptors()
				.find(channel)
				.descriptor()
				.flatMap(ConnectionClassifier::classify)
				.map(ConnectionState::protocol)
				.filter(Protocol.MPTCP::equals)
				.orElse(Protocol.TCP);
		}
		catch (IOException ex) {
			// No descriptor is left: the server will report it
			return Protocol.TCP;
		}
	}

}
