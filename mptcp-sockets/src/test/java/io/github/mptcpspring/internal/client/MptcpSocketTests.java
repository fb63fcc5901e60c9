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

package io.github.mptcpspring.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.DestinationPattern;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import jdk.net.ExtendedSocketOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MptcpSocket} and its stream.
 */
@Tag("kernel")
@MptcpRequired
@Timeout(30)
class MptcpSocketTests {

	private static final ClientSettings MPTCP = new ClientSettings(true, OnUnavailable.FALLBACK, false);

	private static final ProcessSockets PROCESS_SOCKETS = new ProcessSockets();

	private final List<Problem> problems = new ArrayList<>();

	/**
	 * What the JDK makes of it is in {@code TlsClosingTests}. If the kernel has learned
	 * better, the stream is not needed any more.
	 */
	@Test
	void theKernelSaysThatOneByteIsAvailableAtTheEndOfTheInput() throws IOException {
		try (ServerSocket server = openServer();
				Socket client = new Socket();
				ConnectedPair connection = connect(server, client)) {
			connection.exchange();
			assertThat(client.getInputStream().available()).isZero();
			connection.accepted().shutdownOutput();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			assertThat(client.getInputStream().available()).isOne();
		}
	}

	@Test
	void nothingIsAvailableAtTheEndOfTheInput() throws IOException {
		try (ServerSocket server = openServer();
				Socket client = open(MPTCP);
				ConnectedPair connection = connect(server, client)) {
			assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.MPTCP);
			connection.accepted().shutdownOutput();
			InputStream input = client.getInputStream();
			assertThat(input.read()).isEqualTo(-1);
			assertThat(input.available()).isZero();
			assertThat(input.read(new byte[3])).isEqualTo(-1);
		}
	}

	@Test
	void bytesAreAvailableAsLongAsThereAreSome() throws IOException {
		try (ServerSocket server = openServer();
				Socket client = open(MPTCP);
				ConnectedPair connection = connect(server, client)) {
			InputStream input = client.getInputStream();
			connection.accepted().getOutputStream().write(new byte[] { 1, -2, 3, 4 });
			Awaitility.await().until(() -> input.available() == 4);
			byte[] bytes = new byte[3];
			assertThat(input.readNBytes(bytes, 0, 3)).isEqualTo(3);
			assertThat(bytes).containsExactly(1, -2, 3);
			assertThat(input.available()).isOne();
			assertThat(input.available()).isOne();
			connection.accepted().getOutputStream().write(new byte[] { 5, 6 });
			Awaitility.await().until(() -> input.available() == 3);
			assertThat(input.read()).isEqualTo(4);
			connection.accepted().shutdownOutput();
			assertThat(input.readAllBytes()).containsExactly(5, 6);
		}
	}

	@Test
	void everythingIsReadByWhoReadsWhatIsAvailable() throws Exception {
		byte[] sent = new byte[5000];
		for (int index = 0; index < sent.length; index++) {
			sent[index] = (byte) index;
		}
		try (ServerSocket server = openServer();
				Socket client = open(MPTCP);
				ConnectedPair connection = connect(server, client)) {
			FutureTask<Void> writer = new FutureTask<>(() -> {
				for (byte single : sent) {
					connection.accepted().getOutputStream().write(single);
				}
				return null;
			});
			Thread.startVirtualThread(writer);
			InputStream input = client.getInputStream();
			byte[] received = new byte[sent.length];
			int length = 0;
			while (length < received.length) {
				int available = input.available();
				assertThat(input.readNBytes(received, length, available)).isEqualTo(available);
				length += available;
			}
			writer.get();
			assertThat(received).isEqualTo(sent);
		}
	}

	@Test
	void whatIsAvailableIsToldWhileAnotherThreadReads() throws Exception {
		try (ServerSocket server = openServer();
				Socket client = open(MPTCP);
				ConnectedPair connection = connect(server, client)) {
			InputStream input = client.getInputStream();
			FutureTask<Integer> read = new FutureTask<>(input::read);
			Thread reader = Thread.ofPlatform().start(read);
			Awaitility.await().until(() -> List.of(reader.getStackTrace()).toString().contains("implRead"));
			assertThat(input.available()).isZero();
			connection.accepted().getOutputStream().write(7);
			assertThat(read.get()).isEqualTo(7);
		}
	}

	@Test
	void theStreamOfAClosedSocketFailsAsThatOfTheJdk() throws IOException {
		try (ServerSocket server = openServer()) {
			List<String> failures = new ArrayList<>();
			for (Socket client : List.of(new Socket(), open(MPTCP))) {
				ConnectedPair connection = connect(server, client);
				InputStream input = client.getInputStream();
				connection.accepted().getOutputStream().write(7);
				Awaitility.await().until(() -> input.available() == 1);
				connection.close();
				failures.add(failure(input::available) + failure(input::read) + failure(client::getInputStream));
			}
			assertThat(failures.get(1)).isEqualTo(failures.get(0)).contains("SocketException");
		}
	}

	@Test
	void theInputEndsWhenItIsShutDown() throws IOException {
		try (ServerSocket server = openServer();
				Socket client = open(MPTCP);
				ConnectedPair connection = connect(server, client)) {
			InputStream input = client.getInputStream();
			connection.accepted().getOutputStream().write(7);
			Awaitility.await().until(() -> input.available() == 1);
			client.shutdownInput();
			assertThat(input.available()).isZero();
			assertThat(input.read()).isEqualTo(-1);
		}
	}

	@Test
	void optionsAreThoseOfAPlainSocket() throws IOException {
		try (ServerSocket server = openServer(); Socket plain = new Socket(); Socket client = open(MPTCP)) {
			assertThat(options(client)).isEqualTo(options(plain));
			for (Socket socket : List.of(plain, client)) {
				socket.setTcpNoDelay(true);
				socket.setKeepAlive(true);
				socket.setSoLinger(true, 5);
				socket.setSendBufferSize(50000);
				socket.setReceiveBufferSize(60000);
				socket.setReuseAddress(true);
				socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 55);
			}
			Map<String, Object> set = options(plain);
			assertThat(options(client)).isEqualTo(set);
			connect(server, client);
			assertThat(options(client)).isEqualTo(set);
			assertThat(client.getTrafficClass()).isZero();
			assertThat(KernelSockets.connection((InetSocketAddress) client.getLocalSocketAddress(),
					(InetSocketAddress) client.getRemoteSocketAddress()))
				.isEqualTo(KernelProtocol.MPTCP);
		}
	}

	@Test
	void anOptionThatMptcpRefusesKeepsTcp() throws IOException {
		try (ServerSocket server = openServer(); Socket client = open(MPTCP)) {
			client.setTrafficClass(16);
			client.setOOBInline(true);
			try (ConnectedPair connection = connect(server, client)) {
				assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.TCP);
				assertThat(client.getTrafficClass()).isEqualTo(16);
				assertThat(client.getOOBInline()).isTrue();
				assertThat(this.problems).singleElement()
					.extracting(Problem::summary)
					.asString()
					.startsWith("MPTCP is not used: this socket stays as it is");
			}
		}
	}

	@Test
	void anOptionThatMptcpRefusesLaterIsIgnored() throws IOException {
		try (ServerSocket server = openServer();
				Socket client = open(MPTCP);
				ConnectedPair connection = connect(server, client)) {
			client.setReuseAddress(true);
			client.setOOBInline(true);
			client.setOption(StandardSocketOptions.SO_REUSEPORT, true);
			assertThat(this.problems).isEmpty();
			client.setTrafficClass(16);
			client.setOption(StandardSocketOptions.IP_TOS, 8);
			assertThat(client.getTrafficClass()).isZero();
			assertThat(this.problems).hasSize(2)
				.allSatisfy((problem) -> assertThat(problem.summary()).startsWith("A socket option is not used"));
			connection.exchange();
			connection.client().close();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.setTrafficClass(16));
		}
	}

	@Test
	void fastOpenIsNotUsed() throws IOException {
		try (ServerSocket server = openServer();
				Socket client = open(new ClientSettings(true, OnUnavailable.FALLBACK, true));
				ConnectedPair connection = connect(server, client)) {
			connection.accepted().getOutputStream().write(7);
			assertThat(client.getInputStream().read()).isEqualTo(7);
			assertThat(this.problems).singleElement()
				.extracting(Problem::summary)
				.asString()
				.startsWith("Fast Open is not used: sockets of java.net connect before");
		}
	}

	@Test
	void aSocketThatIsNeverUsedHasNoDescriptor() throws IOException {
		Set<String> before = KernelSockets.openInodes();
		try (Socket client = open(MPTCP)) {
			assertThat(client.isBound()).isFalse();
			// What other tests have left may go
			assertThat(KernelSockets.openInodes()).isSubsetOf(before);
		}
	}

	@Test
	void aBoundSocketUsesMptcp() throws IOException {
		try (ServerSocket server = openServer(); Socket client = open(MPTCP)) {
			client.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			int port = client.getLocalPort();
			try (ConnectedPair connection = connect(server, client)) {
				assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.MPTCP);
				assertThat(client.getLocalPort()).isEqualTo(port);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.0/8, ::1, MPTCP", "'', 127.0.0.2, MPTCP", "'', 127.0.0.1, TCP", "localhost, '', TCP" })
	void theDestinationDecides(String include, String exclude, KernelProtocol expected) throws IOException {
		try (ServerSocket server = openServer();
				Socket client = open(settings(OnUnavailable.FAIL, include, exclude));
				ConnectedPair connection = connect(server, client)) {
			assertThat(connection.clientProtocol()).isEqualTo(expected);
			connection.exchange();
		}
		assertThat(this.problems).isEmpty();
	}

	@Test
	void aSocketThatIsBoundFirstStaysWithTcpIfTheDestinationDecides() throws IOException {
		try (ServerSocket server = openServer();
				Socket client = open(settings(OnUnavailable.FALLBACK, "", "127.0.0.2"))) {
			client.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
			try (ConnectedPair connection = connect(server, client)) {
				assertThat(connection.clientProtocol()).isEqualTo(KernelProtocol.TCP);
			}
		}
		assertThat(this.problems).containsExactly(ClientSockets.DESTINATION_IS_NOT_KNOWN);
		try (Socket client = open(settings(OnUnavailable.FAIL, "", "127.0.0.2"))) {
			assertThatExceptionOfType(MptcpUnavailableException.class)
				.isThrownBy(() -> client.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0)));
		}
	}

	private static ClientSettings settings(OnUnavailable onUnavailable, String include, String exclude) {
		return new ClientSettings(true, onUnavailable, false, patterns(include), patterns(exclude));
	}

	private static List<DestinationPattern> patterns(String text) {
		return Stream.of(text).filter((pattern) -> !pattern.isEmpty()).map(DestinationPattern::of).toList();
	}

	private Socket open(ClientSettings settings) {
		return new MptcpSocket(new ClientSockets(PROCESS_SOCKETS, settings, this.problems::add));
	}

	private static ServerSocket openServer() throws IOException {
		ServerSocket server = new ServerSocket();
		assertThat(MptcpSockets.create().swap(server)).isEqualTo(new Swapped());
		server.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
		return server;
	}

	private static ConnectedPair connect(ServerSocket server, Socket client) throws IOException {
		if (client.getClass() == Socket.class) {
			assertThat(PROCESS_SOCKETS.swap(client)).isEqualTo(new Swapped());
		}
		return ConnectedPair.connect(server, client, ConnectedPair.V4_LOOPBACK);
	}

	private static Map<String, Object> options(Socket socket) throws IOException {
		Map<String, Object> options = new TreeMap<>();
		for (SocketOption<?> option : socket.supportedOptions()) {
			// Of the first two see OptionsOfObjectsTests; the third is where packets come
			// in
			if (option != ExtendedSocketOptions.TCP_QUICKACK && option != StandardSocketOptions.IP_TOS
					&& option != ExtendedSocketOptions.SO_INCOMING_NAPI_ID) {
				options.put(option.name(), socket.getOption(option));
			}
		}
		return options;
	}

	private static String failure(Action action) {
		try {
			action.run();
			return "none";
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	/**
	 * Something that may fail.
	 */
	@FunctionalInterface
	private interface Action {

		Object run() throws IOException;

	}

}
