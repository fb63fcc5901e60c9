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
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionDetailsReader} on the real kernel, when the descriptor of a
 * connection that was closed belongs to a new socket, which connects this very moment.
 */
class ConnectionDetailsReaderOfNewSocketTests {

	private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

	@Test
	void socketThatConnectsBetweenTwoQuestionsIsNotReadByHalves() throws Exception {
		SystemCalls calls = SystemCalls.link();
		try (ServerSocketChannel server = ServerSocketChannel.open().bind(LOOPBACK)) {
			Map<Integer, String> before = sockets();
			try (SocketChannel client = SocketChannel.open()) {
				int descriptor = unboundSocketAfter(before, calls);
				SystemCalls connecting = connectingAfterFirstAddress(calls, client, server);
				Optional<Connection> read = new ConnectionDetailsReader(connecting, new BitSet()).read(descriptor);
				assertThat(client.isConnected()).isTrue();
				assertThat(read).isEmpty();
				assertThat(new ConnectionDetailsReader(calls, new BitSet()).read(descriptor)).get()
					.extracting(Connection::local)
					.isEqualTo(client.getLocalAddress());
			}
		}
	}

	private static SystemCalls connectingAfterFirstAddress(SystemCalls calls, SocketChannel client,
			ServerSocketChannel server) {
		InvocationHandler handler = (proxy, method, arguments) -> {
			Object result = method.invoke(calls, arguments);
			if (method.getName().matches("get(sock|peer)name") && !client.isConnected()) {
				client.connect(server.getLocalAddress());
			}
			return result;
		};
		return (SystemCalls) Proxy.newProxyInstance(SystemCalls.class.getClassLoader(),
				new Class<?>[] { SystemCalls.class }, handler);
	}

	private static int unboundSocketAfter(Map<Integer, String> before, SystemCalls calls) throws IOException {
		return sockets().entrySet()
			.stream()
			.filter((socket) -> !socket.getValue().equals(before.get(socket.getKey())))
			.mapToInt(Map.Entry::getKey)
			.filter((descriptor) -> isUnbound(descriptor, calls))
			.findFirst()
			.orElseThrow();
	}

	private static boolean isUnbound(int descriptor, SystemCalls calls) {
		SockAddr address = new SockAddr();
		return calls.getsockname(descriptor, address) >= 0
				&& address.toInetSocketAddress().filter((local) -> local.getPort() == 0).isPresent();
	}

	private static Map<Integer, String> sockets() throws IOException {
		Map<Integer, String> sockets = new HashMap<>();
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			descriptors.forEach((descriptor) -> target(descriptor).filter((target) -> target.startsWith("socket:"))
				.ifPresent((target) -> sockets.put(Integer.valueOf(descriptor.getFileName().toString()), target)));
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		return sockets;
	}

	private static Optional<String> target(Path descriptor) {
		try {
			return Optional.of(Files.readSymbolicLink(descriptor).toString());
		}
		catch (IOException ex) {
			// Closed meanwhile
			return Optional.empty();
		}
	}

}
