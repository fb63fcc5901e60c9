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

package io.github.mptcpspring.socketfactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the blocking TLS of the JDK ends to close a connection over MPTCP, whichever
 * end is closed first and however.
 */
@Tag("kernel")
@MptcpRequired
@Timeout(60)
class TlsClosingTests {

	private static final int CONNECTIONS = 50;

	private static final MptcpSockets MPTCP_SOCKETS = MptcpSockets.create();

	private static final SocketFactory FACTORY = new MptcpSocketFactory(MPTCP_SOCKETS,
			new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
			});

	private static SSLContext serverContext;

	private static SSLContext clientContext;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		serverContext = certificate.serverContext();
		clientContext = certificate.clientContext();
	}

	/**
	 * Why sockets of the factory have a stream of their own. If the JDK or the kernel has
	 * learned better, they do not need it any more.
	 */
	@Test
	void aSwappedSocketOfTheJdkNeverEndsToClose() throws Exception {
		try (ServerSocket server = MptcpServerSocket.open(); Socket client = new Socket()) {
			assertThat(MPTCP_SOCKETS.swap(client)).isEqualTo(new Swapped());
			ConnectedPair connection = ConnectedPair.connect(server, client, ConnectedPair.V4_LOOPBACK);
			Thread serving = Thread.startVirtualThread(() -> serve(connection.accepted(), Closing.SERVER_FIRST));
			SSLSocket tls = layer(client, "TLSv1.3");
			exchange(tls);
			serving.join();
			Thread closing = Thread.ofPlatform().start(() -> close(tls));
			Awaitility.await().until(() -> isBusy(closing, Duration.ofMillis(300)));
			// Ends it, where an interrupt would not
			connection.close();
			closing.join();
		}
	}

	private static boolean isBusy(Thread thread, Duration cpuTime) {
		return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()) > cpuTime.toNanos();
	}

	@ParameterizedTest
	@MethodSource
	void noThreadIsLeft(String protocol, Closing closing) throws Exception {
		try (ServerSocket server = MptcpServerSocket.open();
				ExecutorService threads = Executors.newFixedThreadPool(4)) {
			List<Future<KernelProtocol>> clients = IntStream.range(0, CONNECTIONS)
				.mapToObj((number) -> threads.submit(() -> connect(server, protocol, closing, number)))
				.toList();
			for (Future<KernelProtocol> client : clients) {
				assertThat(client.get()).isEqualTo(KernelProtocol.MPTCP);
			}
		}
	}

	static Stream<Arguments> noThreadIsLeft() {
		return Stream.of("TLSv1.2", "TLSv1.3")
			.flatMap((protocol) -> Stream.of(Closing.values()).map((closing) -> Arguments.of(protocol, closing)));
	}

	private static KernelProtocol connect(ServerSocket server, String protocol, Closing closing, int number)
			throws Exception {
		ConnectedPair connection = connect(server);
		// Closed in any case, so that a thread that does not end does not stay for ever
		try (connection) {
			connection.client().setTcpNoDelay(true);
			connection.accepted().setTcpNoDelay(true);
			KernelProtocol spoken = connection.clientProtocol();
			Thread serving = Thread.startVirtualThread(() -> serve(connection.accepted(), closing));
			SSLSocket tls = layer(connection.client(), protocol);
			exchange(tls);
			if (closing != Closing.CLIENT_FIRST && number % 2 == 0) {
				tls.getInputStream().readAllBytes();
			}
			if (number % 3 == 0 && !closing.waitsForTheClient()) {
				serving.join();
			}
			assertThat(closeInTime(tls)).isTrue();
			assertThat(serving.join(Duration.ofSeconds(20))).isTrue();
			return spoken;
		}
	}

	private static ConnectedPair connect(ServerSocket server) throws IOException {
		synchronized (server) {
			return ConnectedPair.connect(server, FACTORY.createSocket(), ConnectedPair.V4_LOOPBACK);
		}
	}

	private static boolean closeInTime(SSLSocket tls) throws InterruptedException {
		return Thread.startVirtualThread(() -> close(tls)).join(Duration.ofSeconds(20));
	}

	private static void close(SSLSocket tls) {
		try {
			tls.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SSLSocket layer(Socket socket, String protocol) throws IOException {
		SSLSocket tls = (SSLSocket) clientContext.getSocketFactory()
			.createSocket(socket, "127.0.0.1", socket.getPort(), true);
		tls.setEnabledProtocols(new String[] { protocol });
		return tls;
	}

	private static void exchange(SSLSocket tls) throws IOException {
		tls.getOutputStream().write(1);
		assertThat(tls.getInputStream().read()).isOne();
	}

	private static void serve(Socket accepted, Closing closing) {
		try {
			SSLSocket tls = MptcpServerSocket.layer(accepted, serverContext);
			tls.getOutputStream().write(tls.getInputStream().read());
			closing.close(tls, accepted);
		}
		catch (IOException ex) {
			// The client has been closed
		}
	}

	/**
	 * How the server closes its end.
	 */
	enum Closing {

		SERVER_FIRST {

			@Override
			void close(SSLSocket tls, Socket tcp) throws IOException {
				tls.close();
			}

		},

		SERVER_FIRST_AFTER_DATA {

			@Override
			void close(SSLSocket tls, Socket tcp) throws IOException {
				tls.getOutputStream().write(new byte[20_000]);
				tls.close();
			}

		},

		SERVER_HALF {

			@Override
			void close(SSLSocket tls, Socket tcp) throws IOException {
				tls.shutdownOutput();
				tls.getInputStream().readAllBytes();
				tls.close();
			}

		},

		SERVER_WITHOUT_A_WORD {

			@Override
			void close(SSLSocket tls, Socket tcp) throws IOException {
				tcp.close();
			}

		},

		CLIENT_FIRST {

			@Override
			void close(SSLSocket tls, Socket tcp) throws IOException {
				tls.getInputStream().readAllBytes();
				tls.close();
			}

		};

		abstract void close(SSLSocket tls, Socket tcp) throws IOException;

		boolean waitsForTheClient() {
			return this == SERVER_HALF || this == CLIENT_FIRST;
		}

	}

}
