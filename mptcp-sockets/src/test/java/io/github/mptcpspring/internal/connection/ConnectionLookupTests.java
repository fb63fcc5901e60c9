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
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ThisHost;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionLookup} on the real kernel.
 */
@Tag("kernel")
@MptcpRequired
@InNetworkNamespace
class ConnectionLookupTests {

	private final MptcpSockets sockets = MptcpSockets.create();

	private final SystemCalls calls = new Kernel().calls().orElseThrow();

	private final ConnectionLookup lookup = new ConnectionLookup(this.calls);

	@AfterEach
	void close() {
		this.lookup.close();
	}

	@ParameterizedTest
	@CsvSource({ "true, true, MPTCP, MPTCP", "true, false, TCP, TCP", "false, true, TCP, FALLBACK",
			"false, false, TCP, TCP" })
	void findsBothEndsOfEachKindOfConnection(boolean server, boolean client, Protocol accepted, Protocol connected)
			throws IOException {
		// The listener has both families, so that IPv4 comes in an IPv6 socket
		for (InetAddress host : List.of(ConnectedPair.V4_LOOPBACK, ConnectedPair.V6_LOOPBACK)) {
			try (ServerSocket listener = listener(server);
					ConnectedPair pair = ConnectedPair.open(listener, client(client), host)) {
				pair.exchange();
				assertThat(find(pair.accepted()).state()).isEqualTo(state(accepted));
				assertThat(find(pair.client()).state()).isEqualTo(state(connected));
			}
		}
	}

	@Test
	void identifiesItAsTheTableDoes() throws IOException {
		for (boolean mptcp : new boolean[] { true, false }) {
			try (ServerSocket listener = listener(mptcp);
					ConnectedPair pair = ConnectedPair.open(listener, client(true), ConnectedPair.V4_LOOPBACK)) {
				pair.exchange();
				for (Socket socket : List.of(pair.accepted(), pair.client())) {
					FoundConnection found = find(socket);
					ConnectionTable table = new ConnectionTable(this.calls);
					Connection listed = table.find(found.id()).orElseThrow().connection();
					assertThat(listed.remote()).isEqualTo(socket.getRemoteSocketAddress());
					assertThat(listed.local()).isEqualTo(socket.getLocalSocketAddress());
					assertThat(listed.opaqueId()).isEqualTo(found.opaqueId());
				}
			}
		}
	}

	@Test
	void keepsNoSocketOpenOnceItIsClosed() throws IOException {
		long before = netlinkSockets();
		try (ServerSocket listener = listener(true);
				ConnectedPair pair = ConnectedPair.open(listener, client(true), ConnectedPair.V4_LOOPBACK)) {
			find(pair.client());
			assertThat(netlinkSockets()).isEqualTo(before + 1);
			find(pair.accepted());
			assertThat(netlinkSockets()).isEqualTo(before + 1);
			this.lookup.close();
			assertThat(netlinkSockets()).isEqualTo(before);
			find(pair.client());
			assertThat(netlinkSockets()).isEqualTo(before);
		}
	}

	@Test
	void isNotTakenInByTheListener() throws IOException {
		try (ServerSocket listener = listener(true)) {
			listener.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
			InetSocketAddress local = new InetSocketAddress(ConnectedPair.V4_LOOPBACK, listener.getLocalPort());
			assertThat(this.lookup.find(local, new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 1))).isEmpty();
			assertThat(this.lookup.find(local, local)).isEmpty();
		}
	}

	@Test
	void doesNotFindAClosedConnection() throws IOException {
		for (boolean mptcp : new boolean[] { true, false }) {
			try (ServerSocket listener = listener(mptcp)) {
				ConnectedPair pair = ConnectedPair.open(listener, client(mptcp), ConnectedPair.V4_LOOPBACK);
				pair.exchange();
				InetSocketAddress local = (InetSocketAddress) pair.client().getLocalSocketAddress();
				InetSocketAddress remote = (InetSocketAddress) pair.client().getRemoteSocketAddress();
				assertThat(this.lookup.find(local, remote)).isPresent();
				pair.close();
				Awaitility.await().untilAsserted(() -> assertThat(this.lookup.find(local, remote)).isEmpty());
			}
		}
	}

	@Test
	void countsSubflowsAlsoWithoutTheFirst() throws Exception {
		for (String address : List.of("10.1.0.1", "10.1.0.2", "10.1.0.3")) {
			ThisHost.ip("address add " + address + "/24 dev lo");
		}
		ThisHost.ip("mptcp endpoint add 10.1.0.2 id 2 subflow");
		InetAddress first = InetAddress.getByName("10.1.0.1");
		InetAddress server = InetAddress.getByName("10.1.0.3");
		try (ServerSocket listener = listener(true)) {
			listener.bind(new InetSocketAddress(server, 0));
			Socket client = client(true);
			client.bind(new InetSocketAddress(first, 0));
			try (ConnectedPair pair = ConnectedPair.connect(listener, client, server)) {
				awaitSubflows(pair, 2);
				ThisHost.ip("mptcp endpoint delete id 0 10.1.0.1");
				awaitSubflows(pair, 1);
				// The other subflow goes on
				pair.exchange();
				assertThat(firstSubflowIsOpen(client)).isFalse();
				assertThat(find(client).state()).isEqualTo(new ConnectionState(Protocol.MPTCP, 1));
				assertThat(find(pair.accepted()).state()).isEqualTo(new ConnectionState(Protocol.MPTCP, 1));
			}
		}
	}

	private void awaitSubflows(ConnectedPair pair, int subflows) {
		ConnectionState expected = new ConnectionState(Protocol.MPTCP, subflows);
		Awaitility.await().ignoreExceptions().untilAsserted(() -> {
			pair.exchange();
			for (Socket socket : List.of(pair.client(), pair.accepted())) {
				assertThat(find(socket).state()).isEqualTo(expected);
			}
		});
	}

	private static boolean firstSubflowIsOpen(Socket client) throws Exception {
		return ExternalProgram
			.run(List.of("ss", "--tcp", "--numeric", "--no-header", "state", "established", "sport", "=",
					":" + client.getLocalPort(), "and", "src", "10.1.0.1", "and", "dport", "=", ":" + client.getPort()))
			.contains("10.1.0.1");
	}

	private FoundConnection find(Socket socket) {
		return this.lookup
			.find((InetSocketAddress) socket.getLocalSocketAddress(),
					(InetSocketAddress) socket.getRemoteSocketAddress())
			.orElseThrow();
	}

	private static ConnectionState state(Protocol protocol) {
		return new ConnectionState(protocol, (protocol == Protocol.MPTCP) ? 1 : null);
	}

	private ServerSocket listener(boolean mptcp) throws IOException {
		ServerSocket listener = new ServerSocket();
		assertThat(!mptcp || this.sockets.swap(listener) instanceof Swapped).isTrue();
		return listener;
	}

	private Socket client(boolean mptcp) throws IOException {
		Socket client = new Socket();
		// Has a descriptor from now on
		client.setTcpNoDelay(true);
		assertThat(!mptcp || this.sockets.swap(client) instanceof Swapped).isTrue();
		return client;
	}

	// The namespace is this test's, and the kernel has a socket of its own
	private static long netlinkSockets() throws IOException {
		try (Stream<String> lines = Files.lines(Path.of("/proc/self/net/netlink"))) {
			return lines.map((line) -> line.trim().split(" +"))
				.filter((columns) -> columns[1].equals("4") && !columns[2].equals("0"))
				.count();
		}
	}

}
