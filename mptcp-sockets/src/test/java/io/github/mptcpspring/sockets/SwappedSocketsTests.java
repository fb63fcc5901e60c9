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

package io.github.mptcpspring.sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.stream.Stream;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.DescriptorFinder;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects of the JDK, swapped, talk to each other over the real kernel.
 */
@Tag("kernel")
@MptcpRequired
@Timeout(30)
class SwappedSocketsTests {

	private static final MptcpSockets MPTCP_SOCKETS = MptcpSockets.create();

	private final Set<String> openBefore = KernelSockets.openInodes();

	@AfterEach
	void nothingIsLeftOpen() {
		assertThat(KernelSockets.openInodes()).isSubsetOf(this.openBefore);
	}

	static Stream<Arguments> connections() {
		return Stream.of(Server.values())
			.flatMap((server) -> Stream.of(Client.values())
				.flatMap((client) -> Stream.of(ConnectedPair.V4_LOOPBACK, ConnectedPair.V6_LOOPBACK)
					.filter((host) -> host == ConnectedPair.V4_LOOPBACK
							|| (server != Server.IPV4_CHANNEL && client != Client.IPV4_CHANNEL))
					.map((host) -> Arguments.of(server, client, host))));
	}

	@ParameterizedTest
	@MethodSource("connections")
	void aSwappedClientAndASwappedServerSpeakMptcp(Server serverKind, Client clientKind, InetAddress host)
			throws Exception {
		try (ServerSocket server = serverKind.openSwapped(); Socket client = clientKind.openSwapped()) {
			try (ConnectedPair connection = ConnectedPair.open(server, client, host)) {
				assertThat(KernelSockets.listener(server.getLocalPort())).isEqualTo(KernelProtocol.MPTCP);
				assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.MPTCP);
				assertThat(connection.acceptedProtocol()).isEqualTo(KernelProtocol.MPTCP);
				connection.transfer();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void aSwappedServerAcceptsPlainTcpAsWell(Server serverKind) throws Exception {
		try (ServerSocket server = serverKind.openSwapped();
				Socket plain = new Socket();
				ConnectedPair tcp = ConnectedPair.open(server, plain, ConnectedPair.V4_LOOPBACK);
				Socket swapped = Client.SOCKET.openSwapped();
				ConnectedPair mptcp = ConnectedPair.connect(server, swapped, ConnectedPair.V4_LOOPBACK)) {
			assertThat(tcp.clientProtocol()).isEqualTo(KernelProtocol.TCP);
			assertThat(tcp.acceptedProtocol()).isEqualTo(KernelProtocol.TCP);
			assertThat(mptcp.acceptedProtocol()).isEqualTo(KernelProtocol.MPTCP);
			tcp.transfer();
			mptcp.transfer();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aSwappedClientFallsBackWhereTheServerIsPlainTcp(Client clientKind) throws Exception {
		try (ServerSocket server = new ServerSocket();
				Socket client = clientKind.openSwapped();
				ConnectedPair connection = ConnectedPair.open(server, client, ConnectedPair.V4_LOOPBACK)) {
			assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.FALLBACK);
			assertThat(connection.acceptedProtocol()).isEqualTo(KernelProtocol.TCP);
			connection.transfer();
		}
	}

	@Test
	void aSocketIsSwappedByItsDescriptorNumber() throws Exception {
		try (ServerSocketChannel serverChannel = ServerSocketChannel.open();
				SocketChannel channel = SocketChannel.open()) {
			assertThat(MPTCP_SOCKETS.swap(numberOf(serverChannel))).isEqualTo(new Swapped());
			assertThat(MPTCP_SOCKETS.swap(numberOf(channel))).isEqualTo(new Swapped());
			try (ConnectedPair connection = ConnectedPair.open(serverChannel.socket(), channel.socket(),
					ConnectedPair.V6_LOOPBACK)) {
				assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.MPTCP);
				assertThat(connection.acceptedProtocol()).isEqualTo(KernelProtocol.MPTCP);
				connection.transfer();
			}
		}
	}

	@Test
	void swappingTwiceIsSwappingOnce() throws Exception {
		try (ServerSocket server = Server.CHANNEL.openSwapped(); SocketChannel channel = SocketChannel.open()) {
			assertThat(MPTCP_SOCKETS.swap(channel)).isEqualTo(new Swapped());
			assertThat(MPTCP_SOCKETS.swap(channel)).isEqualTo(new Swapped());
			try (ConnectedPair connection = ConnectedPair.open(server, channel.socket(), ConnectedPair.V4_LOOPBACK)) {
				assertThat(MPTCP_SOCKETS.swap(channel)).isEqualTo(new Swapped());
				connection.transfer();
			}
		}
	}

	private static int numberOf(NetworkChannel channel) throws SystemCallsUnavailableException {
		return DescriptorOf.the(new DescriptorFinder(SystemCalls.link()).find(channel::getOption, channel::setOption));
	}

	/**
	 * Something that can be opened and swapped.
	 *
	 * @param <T> its type
	 */
	@FunctionalInterface
	interface Opening<T> {

		T openSwapped() throws IOException;

	}

	/**
	 * The ways to open a server.
	 */
	enum Server {

		IPV4_CHANNEL(() -> swapped(ServerSocketChannel.open(StandardProtocolFamily.INET))),

		IPV6_CHANNEL(() -> swapped(ServerSocketChannel.open(StandardProtocolFamily.INET6))),

		CHANNEL(() -> swapped(ServerSocketChannel.open())),

		SOCKET(() -> swapped(new ServerSocket()));

		private final Opening<ServerSocket> opening;

		Server(Opening<ServerSocket> opening) {
			this.opening = opening;
		}

		ServerSocket openSwapped() throws IOException {
			return this.opening.openSwapped();
		}

		private static ServerSocket swapped(ServerSocketChannel channel) {
			assertThat(MPTCP_SOCKETS.swap(channel)).isEqualTo(new Swapped());
			return channel.socket();
		}

		private static ServerSocket swapped(ServerSocket socket) {
			assertThat(MPTCP_SOCKETS.swap(socket)).isEqualTo(new Swapped());
			return socket;
		}

	}

	/**
	 * The ways to open a client.
	 */
	enum Client {

		IPV4_CHANNEL(() -> swapped(SocketChannel.open(StandardProtocolFamily.INET))),

		IPV6_CHANNEL(() -> swapped(SocketChannel.open(StandardProtocolFamily.INET6))),

		CHANNEL(() -> swapped(SocketChannel.open())),

		SOCKET(() -> swapped(new Socket()));

		private final Opening<Socket> opening;

		Client(Opening<Socket> opening) {
			this.opening = opening;
		}

		Socket openSwapped() throws IOException {
			return this.opening.openSwapped();
		}

		private static Socket swapped(SocketChannel channel) {
			assertThat(MPTCP_SOCKETS.swap(channel)).isEqualTo(new Swapped());
			return channel.socket();
		}

		private static Socket swapped(Socket socket) {
			assertThat(MPTCP_SOCKETS.swap(socket)).isEqualTo(new Swapped());
			return socket;
		}

	}

}
