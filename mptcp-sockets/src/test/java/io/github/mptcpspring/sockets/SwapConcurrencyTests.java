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
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that swap sockets of their own at the same time do not meet.
 */
@Tag("kernel")
@MptcpRequired
@Timeout(60)
class SwapConcurrencyTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 100;

	private static final MptcpSockets MPTCP_SOCKETS = MptcpSockets.create();

	static Stream<Named<ThreadFactory>> threads() {
		return Stream.of(Named.of("platform threads", Thread.ofPlatform().factory()),
				Named.of("virtual threads", Thread.ofVirtual().factory()));
	}

	@ParameterizedTest
	@MethodSource("threads")
	void everyThreadSwapsItsOwnSockets(ThreadFactory threadFactory) throws Exception {
		Set<String> openBefore = KernelSockets.openInodes();
		CyclicBarrier start = new CyclicBarrier(THREADS);
		try (SocketChannel bystander = SocketChannel.open();
				ServerSocketChannel server = ServerSocketChannel.open();
				ExecutorService executor = Executors.newThreadPerTaskExecutor(threadFactory)) {
			List<Future<Void>> results = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				int id = i;
				Callable<Void> task = () -> {
					start.await();
					for (int round = 0; round < ROUNDS; round++) {
						swapAndConnect(1000 * (id + 1) + round);
					}
					return null;
				};
				results.add(executor.submit(task));
			}
			for (Future<Void> result : results) {
				result.get();
			}
			try (ConnectedPair untouched = ConnectedPair.open(server.socket(), bystander.socket(),
					ConnectedPair.V4_LOOPBACK)) {
				assertThat(untouched.clientProtocol()).isEqualTo(KernelProtocol.TCP);
				assertThat(untouched.acceptedProtocol()).isEqualTo(KernelProtocol.TCP);
				untouched.exchange();
			}
		}
		assertThat(KernelSockets.openInodes()).isSubsetOf(openBefore);
	}

	private void swapAndConnect(int mark) throws IOException {
		try (ServerSocketChannel server = ServerSocketChannel.open(); SocketChannel client = SocketChannel.open()) {
			server.setOption(StandardSocketOptions.SO_RCVBUF, 10 * mark);
			client.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, mark);
			assertThat(MPTCP_SOCKETS.swap(server)).isEqualTo(new Swapped());
			assertThat(MPTCP_SOCKETS.swap(client)).isEqualTo(new Swapped());
			assertThat(server.getOption(StandardSocketOptions.SO_RCVBUF)).isEqualTo(10 * mark);
			assertThat(client.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(mark);
			try (ConnectedPair connection = ConnectedPair.open(server.socket(), client.socket(),
					ConnectedPair.V4_LOOPBACK)) {
				assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.MPTCP);
				assertThat(connection.acceptedProtocol()).isEqualTo(KernelProtocol.MPTCP);
				connection.exchange();
			}
		}
	}

}
