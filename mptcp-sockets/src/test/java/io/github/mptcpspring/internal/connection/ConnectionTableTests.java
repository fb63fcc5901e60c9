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

package io.github.mptcpspring.internal.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.ConnectionPath.State;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SubflowReports;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections of which this process has both ends, on the real kernel.
 */
@MptcpRequired
class ConnectionTableTests {

	private final ConnectionTable table = new ConnectionTable(new Kernel().calls().orElseThrow(), new DescriptorTable(),
			0);

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, true, true, MPTCP, MPTCP", "::1, true, true, MPTCP, MPTCP",
			"127.0.0.1, true, false, FALLBACK, TCP", "::1, true, false, FALLBACK, TCP",
			"127.0.0.1, false, true, TCP, TCP", "::1, false, true, TCP, TCP", "127.0.0.1, false, false, TCP, TCP",
			"::1, false, false, TCP, TCP" })
	void bothEndsAreListedAndFound(String host, boolean mptcpClient, boolean mptcpServer, Protocol ofClient,
			Protocol ofServer) throws IOException {
		try (ServerSocketChannel listener = ServerSocketChannel.open(); SocketChannel client = SocketChannel.open()) {
			if (mptcpServer) {
				MptcpSockets.create().swap(listener);
			}
			if (mptcpClient) {
				MptcpSockets.create().swap(client);
			}
			listener.bind(new InetSocketAddress(0));
			client.connect(new InetSocketAddress(InetAddress.ofLiteral(host), listener.socket().getLocalPort()));
			try (SocketChannel accepted = listener.accept()) {
				client.write(ByteBuffer.allocate(7));
				assertThat(accepted.read(ByteBuffer.allocate(7))).isEqualTo(7);
				check(client, ofClient, Role.CLIENT, 7, 0);
				check(accepted, ofServer, Role.SERVER, 0, 7);
			}
		}
	}

	private void check(SocketChannel channel, Protocol protocol, Role role, long sent, long received)
			throws IOException {
		List<Connection> listed = this.table.list(Integer.MAX_VALUE)
			.connections()
			.stream()
			.filter((connection) -> isOf(connection, channel))
			.toList();
		assertThat(listed).singleElement().satisfies((connection) -> {
			assertThat(connection.protocol()).isEqualTo(protocol);
			assertThat(connection.role()).isEqualTo(role);
			assertThat(connection.id()).matches((protocol == Protocol.MPTCP) ? "[0-9a-f]{8}" : "[0-9a-f]{16}");
			assertThat(connection.subflows()).isEqualTo((protocol == Protocol.MPTCP) ? 1 : null);
			assertThat(connection.bytesSent()).isIn(null, sent);
			assertThat(connection.bytesReceived()).isIn(null, received);
		});
		Optional<ConnectionDetails> found = this.table.find(listed.getFirst().id());
		assertThat(found).map(ConnectionDetails::connection).contains(listed.getFirst());
		if (protocol == Protocol.MPTCP && !SubflowReports.areGiven()) {
			assertThat(found.orElseThrow().paths()).isNull();
			return;
		}
		assertThat(found.orElseThrow().paths()).singleElement().satisfies((path) -> {
			assertThat(path.local()).isEqualTo(channel.getLocalAddress());
			assertThat(path.remote()).isEqualTo(channel.getRemoteAddress());
			assertThat(path.state()).isEqualTo(State.ESTABLISHED);
		});
	}

	private static boolean isOf(Connection connection, SocketChannel channel) {
		try {
			return connection.local().equals(channel.getLocalAddress())
					&& connection.remote().equals(channel.getRemoteAddress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
