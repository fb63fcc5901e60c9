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

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.stream.Stream;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sockets of the real kernel that must not be swapped work on.
 */
@MptcpRequired
@Timeout(30)
class RefusedSocketsTests {

	private static final int IPPROTO_UDP = 17;

	private static final MptcpSockets MPTCP_SOCKETS = MptcpSockets.create();

	private final Set<String> openBefore = KernelSockets.openInodes();

	@AfterEach
	void nothingIsLeftOpen() {
		assertThat(KernelSockets.openInodes()).isSubsetOf(this.openBefore);
	}

	@Test
	void aBoundServerChannel() throws Exception {
		try (ServerSocketChannel server = ServerSocketChannel.open(); Socket client = new Socket()) {
			server.bind(new InetSocketAddress(0));
			verifyKept(MPTCP_SOCKETS.swap(server), "it is bound");
			verifyTcp(server.socket(), client);
		}
	}

	@Test
	void aBoundServerSocket() throws Exception {
		try (ServerSocket server = new ServerSocket(0); Socket client = new Socket()) {
			verifyKept(MPTCP_SOCKETS.swap(server), "it is bound");
			verifyTcp(server, client);
		}
	}

	@Test
	void aBoundClientChannel() throws Exception {
		try (ServerSocket server = new ServerSocket(0); SocketChannel client = SocketChannel.open()) {
			client.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
			verifyKept(MPTCP_SOCKETS.swap(client), "it is bound");
			verifyTcp(server, client.socket());
		}
	}

	@Test
	void aConnectedAndAnAcceptedChannel() throws Exception {
		try (ServerSocketChannel server = ServerSocketChannel.open(); SocketChannel client = SocketChannel.open()) {
			try (ConnectedPair connection = ConnectedPair.open(server.socket(), client.socket(),
					ConnectedPair.V6_LOOPBACK)) {
				verifyKept(MPTCP_SOCKETS.swap(client), "it is bound");
				verifyKept(MPTCP_SOCKETS.swap(connection.accepted().getChannel()), "it is bound");
				verifyTcp(connection);
			}
		}
	}

	@Test
	void aConnectedAndAnAcceptedSocket() throws Exception {
		try (ServerSocket server = new ServerSocket();
				ConnectedPair connection = ConnectedPair.open(server, new Socket(), ConnectedPair.V4_LOOPBACK)) {
			verifyKept(MPTCP_SOCKETS.swap(connection.client()), "it is bound");
			verifyKept(MPTCP_SOCKETS.swap(connection.accepted()), "it is bound");
			verifyTcp(connection);
		}
	}

	/** The last handshake waits for a place in the accept queue, which is full. */
	@Test
	void aConnectingChannel() throws Exception {
		Deque<SocketChannel> clients = new ArrayDeque<>();
		try (ServerSocketChannel server = ServerSocketChannel.open()) {
			server.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0), 1);
			do {
				clients.add(SocketChannel.open());
				clients.getLast().configureBlocking(false);
				clients.getLast().connect(server.getLocalAddress());
			}
			while (clients.getLast().finishConnect());
			verifyKept(MPTCP_SOCKETS.swap(clients.getLast()), "it is bound");
			for (int i = 1; i < clients.size(); i++) {
				server.accept().close();
			}
			clients.getLast().configureBlocking(true);
			assertThat(clients.getLast().finishConnect()).isTrue();
			try (ConnectedPair connection = new ConnectedPair(clients.getLast().socket(), server.accept().socket())) {
				verifyTcp(connection);
			}
		}
		finally {
			for (SocketChannel client : clients) {
				client.close();
			}
		}
	}

	@Test
	void aRegisteredChannel() throws Exception {
		try (Selector selector = Selector.open();
				ServerSocketChannel server = ServerSocketChannel.open();
				Socket client = new Socket()) {
			server.configureBlocking(false);
			SelectionKey key = server.register(selector, SelectionKey.OP_ACCEPT);
			verifyKept(MPTCP_SOCKETS.swap(server), "it is registered with a selector");
			server.bind(new InetSocketAddress(0));
			client.connect(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, server.socket().getLocalPort()));
			assertThat(selector.select()).isOne();
			assertThat(key.isAcceptable()).isTrue();
			try (ConnectedPair connection = new ConnectedPair(client, server.accept().socket())) {
				verifyTcp(connection);
			}
		}
	}

	@Test
	void aChannelThatIsNoLongerRegisteredIsSwapped() throws Exception {
		try (Selector selector = Selector.open(); SocketChannel channel = SocketChannel.open()) {
			channel.configureBlocking(false);
			channel.register(selector, SelectionKey.OP_CONNECT).cancel();
			verifyKept(MPTCP_SOCKETS.swap(channel), "it is registered with a selector");
			selector.selectNow();
			assertThat(MPTCP_SOCKETS.swap(channel)).isEqualTo(new Swapped());
		}
	}

	@Test
	void closedObjects() throws Exception {
		ServerSocketChannel serverChannel = ServerSocketChannel.open();
		SocketChannel channel = SocketChannel.open();
		ServerSocket serverSocket = new ServerSocket();
		Socket socket = new Socket();
		serverChannel.close();
		channel.close();
		serverSocket.close();
		socket.close();
		// It has the number that one of them had
		try (ServerSocketChannel bystander = ServerSocketChannel.open(); Socket client = new Socket()) {
			verifyKept(MPTCP_SOCKETS.swap(serverChannel), "its options cannot be set: ");
			verifyKept(MPTCP_SOCKETS.swap(channel), "its options cannot be set: ");
			verifyKept(MPTCP_SOCKETS.swap(serverSocket), "its options cannot be set: ");
			verifyKept(MPTCP_SOCKETS.swap(socket), "its options cannot be set: ");
			bystander.bind(new InetSocketAddress(0));
			verifyTcp(bystander.socket(), client);
		}
	}

	@Test
	void aUdpSocket() throws Exception {
		try (DatagramChannel channel = DatagramChannel.open()) {
			channel.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
			InetSocketAddress address = (InetSocketAddress) channel.getLocalAddress();
			verifyKept(MPTCP_SOCKETS.swap(udpDescriptor(address.getPort())), "it is not a TCP socket");
			channel.send(ByteBuffer.wrap(new byte[] { 42 }), address);
			ByteBuffer received = ByteBuffer.allocate(2);
			assertThat(channel.receive(received)).isEqualTo(address);
			assertThat(received.flip().get()).isEqualTo((byte) 42);
		}
	}

	@Test
	void unixDomainChannels(@TempDir Path directory) throws IOException {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
				SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			verifyKept(MPTCP_SOCKETS.swap(server), "it is not a TCP socket");
			verifyKept(MPTCP_SOCKETS.swap(client), "it is not a TCP socket");
			server.bind(address);
			client.connect(address);
			try (SocketChannel accepted = server.accept()) {
				client.write(ByteBuffer.wrap(new byte[] { 42 }));
				ByteBuffer received = ByteBuffer.allocate(1);
				assertThat(accepted.read(received)).isOne();
				assertThat(received.flip().get()).isEqualTo((byte) 42);
			}
		}
	}

	/** A file descriptor that is not a socket at all. */
	@Test
	void standardOutput() throws SystemCallsUnavailableException {
		SystemCalls calls = SystemCalls.link();
		int duplicate = calls.fcntl(1, Fcntl.F_DUPFD_CLOEXEC, 0);
		try (OwnedDescriptor stream = new OwnedDescriptor(calls, duplicate)) {
			verifyKept(MPTCP_SOCKETS.swap(stream.number()), "ENOTSOCK");
			assertThat(calls.fcntl(stream.number(), Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
		}
	}

	private int udpDescriptor(int port) throws SystemCallsUnavailableException {
		SystemCalls calls = SystemCalls.link();
		return Stream.of(new File("/proc/self/fd").list()).mapToInt(Integer::parseInt).filter((descriptor) -> {
			SockAddr address = new SockAddr();
			return new BorrowedDescriptor(calls, descriptor).getInt(SockOpt.SO_PROTOCOL) == IPPROTO_UDP
					&& calls.getsockname(descriptor, address) >= 0 && address.port() == port;
		}).findFirst().orElseThrow();
	}

	private void verifyKept(SwapResult result, String reason) {
		assertThat(result).isInstanceOfSatisfying(Kept.class,
				(kept) -> assertThat(kept.because().description()).contains("this socket stays as it is: ", reason));
	}

	private void verifyTcp(ServerSocket server, Socket client) throws Exception {
		try (ConnectedPair connection = ConnectedPair.connect(server, client, ConnectedPair.V4_LOOPBACK)) {
			verifyTcp(connection);
		}
	}

	private void verifyTcp(ConnectedPair connection) throws Exception {
		assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.TCP);
		assertThat(connection.acceptedProtocol()).isEqualTo(KernelProtocol.TCP);
		connection.transfer();
	}

}
