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

package io.github.mptcpspring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;

import io.github.mptcpspring.connection.ConnectionTable;
import io.github.mptcpspring.connection.ListeningSocket;
import io.github.mptcpspring.socket.ConnectionReader;
import io.github.mptcpspring.socket.ConnectionState;
import io.github.mptcpspring.socket.Listener;
import io.github.mptcpspring.socket.ListenerSettings;
import io.github.mptcpspring.socket.ListenerSockets;
import io.github.mptcpspring.socket.MptcpUnavailableException;
import io.github.mptcpspring.socket.Problem;
import io.github.mptcpspring.socket.Protocol;
import io.github.mptcpspring.socket.SocketReference;

/**
 * Listeners that no adapter prepares: they speak what the kernel says, which is TCP but
 * in a JVM whose every socket is MPTCP ({@code mptcpize run java …}).
 */
final class UnpreparedListeners {

	private final ListenerSettings settings;

	/**
	 * Create a new instance.
	 * @param settings what the listeners are asked to do
	 */
	UnpreparedListeners(ListenerSettings settings) {
		this.settings = settings;
	}

	/**
	 * Whether a listener that stays on plain TCP must not be.
	 * @return whether MPTCP is required
	 */
	boolean isMptcpRequired() {
		return this.settings.isMptcpRequired();
	}

	/**
	 * Describe a listener of a web server and what it lacks.
	 * @param server the name of the server
	 * @param address where it listens
	 * @param protocol what it speaks
	 * @return the listener
	 * @throws UncheckedIOException with a {@link MptcpUnavailableException} as its cause
	 * when MPTCP is required and the listener does not speak it
	 */
	Listener describe(String server, SocketAddress address, Protocol protocol) {
		return describe(server, address, protocol,
				"Use Tomcat (spring-boot-starter-tomcat) or Reactor Netty (spring-boot-starter-reactor-netty) as the"
						+ " embedded server in its place");
	}

	/**
	 * Describe a listener and what it lacks.
	 * @param server the name of the server
	 * @param address where it listens
	 * @param protocol what it speaks
	 * @param remedy what to do about it
	 * @return the listener
	 * @throws UncheckedIOException with a {@link MptcpUnavailableException} as its cause
	 * when MPTCP is required and the listener does not speak it
	 */
	Listener describe(String server, SocketAddress address, Protocol protocol, String remedy) {
		Problem because = Problem.permanent("the starter has no way in to the sockets of " + server, remedy);
		boolean mptcpMissing = this.settings.mptcp() && protocol != Protocol.MPTCP;
		ListenerSettings missing = new ListenerSettings(mptcpMissing, this.settings.onUnavailable(),
				this.settings.fastOpenQueueLength());
		try {
			return new Listener(server, address, new ListenerSockets(missing).leave(protocol, because));
		}
		catch (MptcpUnavailableException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what a server speaks that listens on a port.
	 * @param port the port
	 * @return the protocol
	 */
	static Protocol protocolOf(int port) {
		return ConnectionTable.ofThisProcess()
			.stream()
			.flatMap((table) -> table.snapshotNow().listeners().stream())
			.filter((listener) -> listener.port() == port)
			.map(ListeningSocket::protocol)
			.reduce((one, other) -> (one == other) ? one : Protocol.TCP)
			.orElse(Protocol.TCP);
	}

	/**
	 * Return what a server will speak that does not listen yet.
	 * @return the protocol
	 */
	static Protocol protocolOfNew() {
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			return ConnectionReader.ofThisHost()
				.read(SocketReference.of(channel))
				.map(ConnectionState::protocol)
				.filter(Protocol.MPTCP::equals)
				.orElse(Protocol.TCP);
		}
		catch (IOException ex) {
			// No descriptor left: the server will say so
			return Protocol.TCP;
		}
	}

}
