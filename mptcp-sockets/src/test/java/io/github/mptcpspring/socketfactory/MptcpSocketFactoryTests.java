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
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import javax.net.SocketFactory;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.DestinationPattern;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import io.github.mptcpspring.testsupport.TunnelProxy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link MptcpSocketFactory}.
 */
@Tag("kernel")
@MptcpRequired
@Timeout(30)
class MptcpSocketFactoryTests {

	private static final InetAddress LOOPBACK = ConnectedPair.V4_LOOPBACK;

	private static final String NAME = "server.example";

	private final List<Problem> problems = new ArrayList<>();

	private final MptcpSocketFactory factory = create(OnUnavailable.FALLBACK);

	private ServerSocket server;

	@BeforeEach
	void openServer() throws IOException {
		this.server = MptcpServerSocket.open();
	}

	@AfterEach
	void closeServer() throws IOException {
		this.server.close();
	}

	@ParameterizedTest
	@MethodSource
	void socketsOfEachFormConnectWithMptcp(String form, Form create) throws Exception {
		try (Socket client = create.connect(this.factory, this.server.getLocalPort());
				Socket accepted = this.server.accept()) {
			assertThat(protocol(client)).isEqualTo(KernelProtocol.MPTCP);
			new ConnectedPair(client, accepted).transfer();
			client.shutdownOutput();
			assertThat(accepted.getInputStream().read()).isEqualTo(-1);
			accepted.getOutputStream().write(5);
			assertThat(client.getInputStream().read()).isEqualTo(5);
		}
		assertThat(this.problems).isEmpty();
	}

	static Stream<Arguments> socketsOfEachFormConnectWithMptcp() {
		Form unconnected = (factory, port) -> {
			Socket socket = factory.createSocket();
			socket.connect(new InetSocketAddress(LOOPBACK, port), 5000);
			return socket;
		};
		Form name = (factory, port) -> factory.createSocket("127.0.0.1", port);
		Form nameFromAddress = (factory, port) -> factory.createSocket("127.0.0.1", port, LOOPBACK, 0);
		Form address = (factory, port) -> factory.createSocket(LOOPBACK, port);
		Form addressFromAddress = (factory, port) -> factory.createSocket(LOOPBACK, port, LOOPBACK, 0);
		Form fromAnyAddress = (factory, port) -> factory.createSocket(LOOPBACK, port, null, 0);
		return Stream.of(Arguments.of("unconnected", unconnected), Arguments.of("name", name),
				Arguments.of("name, from an address", nameFromAddress), Arguments.of("address", address),
				Arguments.of("address, from an address", addressFromAddress),
				Arguments.of("address, from any address", fromAnyAddress));
	}

	@Test
	void socketsCanBeConnectedOnceByAVirtualThread() throws Exception {
		FutureTask<KernelProtocol> task = new FutureTask<>(() -> {
			try (Socket client = this.factory.createSocket(LOOPBACK, this.server.getLocalPort())) {
				client.getOutputStream().write(3);
				return protocol(client);
			}
		});
		Thread.startVirtualThread(task);
		try (Socket accepted = this.server.accept()) {
			assertThat(accepted.getInputStream().read()).isEqualTo(3);
		}
		assertThat(task.get()).isEqualTo(KernelProtocol.MPTCP);
	}

	@Test
	void anInterruptedVirtualThreadStopsReading() throws Exception {
		List<String> failures = new ArrayList<>();
		for (SocketFactory factory : List.of(SocketFactory.getDefault(), this.factory)) {
			try (Socket client = factory.createSocket(LOOPBACK, this.server.getLocalPort())) {
				FutureTask<Throwable> task = new FutureTask<>(() -> catchThrowable(client.getInputStream()::read));
				Thread.startVirtualThread(task).interrupt();
				failures.add(task.get() + ", closed " + client.isClosed());
			}
		}
		assertThat(failures.get(1)).isEqualTo(failures.get(0)).contains("Closed by interrupt, closed true");
	}

	@ParameterizedTest
	@MethodSource
	void failuresAreThoseOfPlainSockets(String what, Form connect) {
		Throwable plain = catchThrowable(() -> connect.connect(SocketFactory.getDefault(), unusedPort()));
		Throwable mptcp = catchThrowable(() -> connect.connect(this.factory, unusedPort()));
		assertThat(plain).isNotNull();
		assertThat(mptcp).hasSameClassAs(plain);
		assertThat(text(mptcp)).isEqualTo(text(plain));
		assertThat(this.problems).isEmpty();
	}

	static Stream<Arguments> failuresAreThoseOfPlainSockets() {
		Form refused = (factory, port) -> factory.createSocket(LOOPBACK, port);
		Form unknown = (factory, port) -> factory.createSocket("host.invalid", port);
		Form unknownUnconnected = (factory, port) -> connect(factory, InetSocketAddress.createUnresolved("h", port));
		Form portOutOfRange = (factory, port) -> factory.createSocket("127.0.0.1", 65536);
		Form noAddress = (factory, port) -> factory.createSocket((InetAddress) null, port);
		Form localAddressOfNoOne = (factory, port) -> factory.createSocket(LOOPBACK, port,
				InetAddress.ofLiteral("192.0.2.1"), 0);
		Form noDestination = (factory, port) -> connect(factory, null);
		Form negativeTimeout = (factory, port) -> {
			try (Socket socket = factory.createSocket()) {
				socket.connect(new InetSocketAddress(LOOPBACK, port), -1);
				return socket;
			}
		};
		Form closed = (factory, port) -> {
			Socket socket = factory.createSocket();
			socket.close();
			return connect(socket, new InetSocketAddress(LOOPBACK, port));
		};
		Form closedByFailure = (factory, port) -> {
			Socket socket = factory.createSocket();
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> connect(socket, new InetSocketAddress(LOOPBACK, port)));
			return connect(socket, new InetSocketAddress(LOOPBACK, port));
		};
		return Stream.of(Arguments.of("refused", refused), Arguments.of("unknown", unknown),
				Arguments.of("unresolved", unknownUnconnected), Arguments.of("port out of range", portOutOfRange),
				Arguments.of("no address", noAddress), Arguments.of("local address of no one", localAddressOfNoOne),
				Arguments.of("no destination", noDestination), Arguments.of("negative timeout", negativeTimeout),
				Arguments.of("closed", closed), Arguments.of("closed by a failure", closedByFailure));
	}

	@Test
	void connectingAndReadingTimeOut() throws Exception {
		try (ServerSocket full = new ServerSocket(0, 1, LOOPBACK)) {
			List<Socket> waiting = new ArrayList<>();
			for (int number = 0; number < 2; number++) {
				waiting.add(new Socket(LOOPBACK, full.getLocalPort()));
			}
			try (Socket client = this.factory.createSocket()) {
				assertThatExceptionOfType(SocketTimeoutException.class)
					.isThrownBy(() -> client.connect(full.getLocalSocketAddress(), 50))
					.withMessage("Connect timed out");
				assertThat(client.isClosed()).isTrue();
			}
			for (Socket socket : waiting) {
				socket.close();
			}
		}
		try (Socket client = this.factory.createSocket(LOOPBACK, this.server.getLocalPort())) {
			client.setSoTimeout(20);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client.getInputStream()::read)
				.withMessage("Read timed out");
			assertThat(client.isClosed()).isFalse();
		}
	}

	@Test
	void closingStopsAReader() throws Exception {
		Socket client = this.factory.createSocket(LOOPBACK, this.server.getLocalPort());
		InputStream input = client.getInputStream();
		FutureTask<Throwable> read = new FutureTask<>(() -> catchThrowable(input::read));
		Thread reader = Thread.ofPlatform().start(read);
		Awaitility.await().until(() -> List.of(reader.getStackTrace()).toString().contains("implRead"));
		client.close();
		assertThat(read.get()).isInstanceOf(SocketException.class).hasMessageStartingWith("Socket ");
	}

	@Test
	void aServerWithoutMptcpIsServedByTcp() throws Exception {
		try (ServerSocket tcp = new ServerSocket(0, 1, LOOPBACK);
				Socket client = this.factory.createSocket(LOOPBACK, tcp.getLocalPort());
				Socket accepted = tcp.accept()) {
			assertThat(protocol(client)).isEqualTo(KernelProtocol.FALLBACK);
			new ConnectedPair(client, accepted).transfer();
		}
		assertThat(this.problems).isEmpty();
	}

	@Test
	void whereMptcpIsUnavailableSocketsUseTcp() throws Exception {
		try (Socket client = create(OnUnavailable.FALLBACK, withoutMptcp()).createSocket(LOOPBACK,
				this.server.getLocalPort())) {
			assertThat(protocol(client)).isEqualTo(KernelProtocol.TCP);
			assertThat(this.problems).singleElement()
				.extracting(Problem::summary)
				.asString()
				.startsWith("MPTCP is not used: ");
		}
	}

	@Test
	void whereMptcpIsRequiredAndUnavailableNothingConnects() throws Exception {
		MptcpSocketFactory factory = create(OnUnavailable.FAIL, withoutMptcp());
		Socket client = factory.createSocket();
		assertThatExceptionOfType(MptcpUnavailableException.class)
			.isThrownBy(() -> client.connect(this.server.getLocalSocketAddress()));
		assertThat(client.isClosed()).isTrue();
		assertThatExceptionOfType(MptcpUnavailableException.class)
			.isThrownBy(() -> factory.createSocket(LOOPBACK, this.server.getLocalPort()));
		Socket bound = factory.createSocket();
		assertThatExceptionOfType(MptcpUnavailableException.class).isThrownBy(() -> bound.bind(null));
		this.server.setSoTimeout(1);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this.server::accept);
	}

	@Test
	void plainSettingsLeaveSocketsToTheJdk() throws Exception {
		MptcpSocketFactory plain = new MptcpSocketFactory(MptcpSockets.create(),
				new ClientSettings(false, OnUnavailable.FALLBACK, false), this.problems::add);
		try (Socket unconnected = plain.createSocket();
				Socket client = plain.createSocket(LOOPBACK, this.server.getLocalPort())) {
			assertThat(unconnected.getClass()).isEqualTo(Socket.class);
			assertThat(client.getClass()).isEqualTo(Socket.class);
			assertThat(protocol(client)).isEqualTo(KernelProtocol.TCP);
		}
	}

	@Test
	void aFactoryThatIsCreatedByItsNameUsesMptcp() throws Exception {
		for (SocketFactory byName : List.of(
				(SocketFactory) MptcpSocketFactory.class.getMethod("getDefault").invoke(null),
				MptcpSocketFactory.class.getConstructor().newInstance())) {
			try (Socket client = byName.createSocket(LOOPBACK, this.server.getLocalPort())) {
				assertThat(protocol(client)).isEqualTo(KernelProtocol.MPTCP);
			}
		}
		assertThat(MptcpSocketFactory.getDefault()).isNotSameAs(MptcpSocketFactory.getDefault());
	}

	@Test
	void theSocksProxyOfTheJvmIsConnectedToWithMptcp() throws Exception {
		try (TunnelProxy proxy = TunnelProxy.start()) {
			connectThroughSocksProxyOfTheJvm(this.factory, proxy);
			assertThat(proxy.clients()).containsExactly(KernelProtocol.MPTCP);
			assertThat(proxy.targets()).containsExactly("127.0.0.1:" + this.server.getLocalPort());
		}
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, MPTCP", NAME + ", TCP" })
	void theSocksProxyOfTheJvmIsTheDestination(String included, KernelProtocol expected) throws Exception {
		SocketFactory selective = new MptcpSocketFactory(MptcpSockets.create(), includingOnly(included),
				this.problems::add);
		try (TunnelProxy proxy = TunnelProxy.start()) {
			connectThroughSocksProxyOfTheJvm(selective, proxy);
			assertThat(proxy.clients()).containsExactly(expected);
		}
	}

	private void connectThroughSocksProxyOfTheJvm(SocketFactory factory, TunnelProxy proxy) throws Exception {
		Map<String, String> properties = Map.of("socksProxyHost", LOOPBACK.getHostAddress(), "socksProxyPort",
				String.valueOf(proxy.port()), "socksNonProxyHosts", "");
		properties.forEach(System::setProperty);
		try (Socket client = factory.createSocket()) {
			connectToName(client);
		}
		finally {
			properties.keySet().forEach(System::clearProperty);
		}
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, MPTCP", NAME + ", TCP" })
	void theProxyOfASocketIsTheDestination(String included, KernelProtocol expected) throws Exception {
		MptcpSocketFactory selective = new MptcpSocketFactory(MptcpSockets.create(), includingOnly(included),
				this.problems::add);
		try (TunnelProxy proxy = TunnelProxy.start();
				Socket client = selective
					.createSocket(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(LOOPBACK, proxy.port())))) {
			connectToName(client);
			assertThat(proxy.clients()).containsExactly(expected);
		}
	}

	private void connectToName(Socket client) throws Exception {
		client.connect(new InetSocketAddress(InetAddress.getByAddress(NAME, LOOPBACK.getAddress()),
				this.server.getLocalPort()));
		try (Socket accepted = this.server.accept()) {
			new ConnectedPair(client, accepted).transfer();
		}
	}

	private static ClientSettings includingOnly(String address) {
		return new ClientSettings(true, OnUnavailable.FALLBACK, false, List.of(DestinationPattern.of(address)),
				List.of());
	}

	@Test
	void socketsOfAJvmThatPrefersIpv4ConnectWithMptcp() throws Exception {
		ForkedJvm jvm = ForkedJvm.run(List.of("-Djava.net.preferIPv4Stack=true", "--enable-native-access=ALL-UNNAMED"),
				Ipv4Program.class);
		assertThat(jvm.output()).contains("Speaks MPTCP over Inet4Address");
	}

	private static MptcpSockets withoutMptcp() {
		return new ProcessSockets(new Kernel("AnotherSystem"));
	}

	private MptcpSocketFactory create(OnUnavailable onUnavailable) {
		return create(onUnavailable, MptcpSockets.create());
	}

	private MptcpSocketFactory create(OnUnavailable onUnavailable, MptcpSockets sockets) {
		return new MptcpSocketFactory(sockets, new ClientSettings(true, onUnavailable, false), this.problems::add);
	}

	private static Socket connect(SocketFactory factory, InetSocketAddress remote) throws IOException {
		try (Socket socket = factory.createSocket()) {
			return connect(socket, remote);
		}
	}

	private static Socket connect(Socket socket, InetSocketAddress remote) throws IOException {
		socket.connect(remote);
		return socket;
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
			return closed.getLocalPort();
		}
	}

	// The ports differ
	private static String text(Throwable failure) {
		return String.valueOf(failure.getMessage()).replaceAll("\\d{4,5}", "port");
	}

	private static KernelProtocol protocol(Socket socket) {
		return KernelSockets.connection((InetSocketAddress) socket.getLocalSocketAddress(),
				(InetSocketAddress) socket.getRemoteSocketAddress());
	}

	/**
	 * Connects in a JVM of its own.
	 */
	static final class Ipv4Program {

		private Ipv4Program() {
		}

		/** That of IPv6 where a JVM prefers nothing. */
		private static Class<?> anyAddress() throws IOException {
			try (ServerSocketChannel channel = ServerSocketChannel.open()) {
				channel.bind(null);
				return ((InetSocketAddress) channel.getLocalAddress()).getAddress().getClass();
			}
		}

		static void main() throws IOException {
			try (ServerSocket server = MptcpServerSocket.open();
					Socket client = new MptcpSocketFactory().createSocket(LOOPBACK, server.getLocalPort())) {
				System.out.println("Speaks " + protocol(client) + " over " + Ipv4Program.anyAddress().getSimpleName());
			}
		}

	}

	/**
	 * A way to create and connect a socket.
	 */
	@FunctionalInterface
	private interface Form {

		Socket connect(SocketFactory factory, int port) throws Exception;

	}

}
