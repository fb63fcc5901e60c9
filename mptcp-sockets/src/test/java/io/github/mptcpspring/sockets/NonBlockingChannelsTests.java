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
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.DescriptorFinder;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Swapped channels of the real kernel do everything through one selector.
 */
@MptcpRequired
@Timeout(30)
class NonBlockingChannelsTests {

	private static final int LENGTH = 1_000_000;

	private static final MptcpSockets MPTCP_SOCKETS = MptcpSockets.create();

	@ParameterizedTest(name = "non-blocking before the swap: {0}")
	@ValueSource(booleans = { true, false })
	void aSelectorServesSwappedChannels(boolean nonBlockingBefore) throws Exception {
		try (Selector selector = Selector.open();
				ServerSocketChannel server = ServerSocketChannel.open();
				SocketChannel client = SocketChannel.open()) {
			server.configureBlocking(!nonBlockingBefore);
			client.configureBlocking(!nonBlockingBefore);
			assertThat(MPTCP_SOCKETS.swap(server)).isEqualTo(new Swapped());
			assertThat(MPTCP_SOCKETS.swap(client)).isEqualTo(new Swapped());
			server.configureBlocking(false);
			client.configureBlocking(false);
			// The JDK would wait for ever
			assertThat(statusFlags(server) & Fcntl.O_NONBLOCK).isEqualTo(Fcntl.O_NONBLOCK);
			assertThat(statusFlags(client) & Fcntl.O_NONBLOCK).isEqualTo(Fcntl.O_NONBLOCK);
			server.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
			server.register(selector, SelectionKey.OP_ACCEPT);
			assertThat(server.accept()).isNull();
			client.connect(server.getLocalAddress());
			client.register(selector, SelectionKey.OP_CONNECT);
			try (SocketChannel accepted = connect(selector, server, client);
					ConnectedPair connection = new ConnectedPair(client.socket(), accepted.socket())) {
				assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.MPTCP);
				assertThat(connection.acceptedProtocol()).isEqualTo(KernelProtocol.MPTCP);
				transfer(selector, client, accepted);
				transfer(selector, accepted, client);
			}
		}
	}

	private int statusFlags(NetworkChannel channel) throws SystemCallsUnavailableException {
		SystemCalls calls = SystemCalls.link();
		int descriptor = DescriptorOf.the(new DescriptorFinder(calls).find(channel::getOption, channel::setOption));
		return calls.fcntl(descriptor, Fcntl.F_GETFL, 0);
	}

	/** Wait until one end is connected and the other accepted. */
	private SocketChannel connect(Selector selector, ServerSocketChannel server, SocketChannel client)
			throws IOException {
		SocketChannel accepted = null;
		while (accepted == null || !client.isConnected()) {
			selector.select();
			for (SelectionKey key : selector.selectedKeys()) {
				if (key.isAcceptable()) {
					accepted = server.accept();
				}
				else {
					assertThat(client.finishConnect()).isTrue();
					key.interestOps(0);
				}
			}
			selector.selectedKeys().clear();
		}
		accepted.configureBlocking(false);
		accepted.register(selector, 0);
		return accepted;
	}

	private void transfer(Selector selector, SocketChannel from, SocketChannel to) throws IOException {
		assertThat(to.read(ByteBuffer.allocate(1))).isZero();
		from.keyFor(selector).interestOps(SelectionKey.OP_WRITE);
		to.keyFor(selector).interestOps(SelectionKey.OP_READ);
		ByteBuffer sent = ByteBuffer.allocate(LENGTH);
		for (int i = 0; i < LENGTH; i++) {
			sent.put(i, (byte) (i * 31 >> 3));
		}
		ByteBuffer received = ByteBuffer.allocate(LENGTH);
		while (received.hasRemaining()) {
			selector.select();
			for (SelectionKey key : selector.selectedKeys()) {
				if (key.isWritable() && from.write(sent) >= 0 && !sent.hasRemaining()) {
					key.interestOps(0);
				}
				else if (key.isReadable()) {
					assertThat(to.read(received)).isNotNegative();
				}
			}
			selector.selectedKeys().clear();
		}
		to.keyFor(selector).interestOps(0);
		assertThat(received.array()).isEqualTo(sent.array());
	}

}
