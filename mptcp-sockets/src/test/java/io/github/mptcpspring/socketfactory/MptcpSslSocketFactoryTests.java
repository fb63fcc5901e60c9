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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link MptcpSslSocketFactory}.
 */
@Tag("kernel")
@MptcpRequired
@Timeout(30)
class MptcpSslSocketFactoryTests {

	private static final InetAddress LOOPBACK = ConnectedPair.V4_LOOPBACK;

	private static SSLContext serverContext;

	private static SSLContext clientContext;

	private final BlockingQueue<String> serverNames = new LinkedBlockingQueue<>();

	private final MptcpSocketFactory sockets = new MptcpSocketFactory(MptcpSockets.create(),
			new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
			});

	private final SSLSocketFactory factory = new MptcpSslSocketFactory(this.sockets, clientContext.getSocketFactory());

	private ServerSocket server;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		serverContext = certificate.serverContext();
		clientContext = certificate.clientContext();
	}

	@BeforeEach
	void openServer() throws IOException {
		this.server = MptcpServerSocket.open();
		Thread.startVirtualThread(() -> {
			try {
				while (true) {
					Socket accepted = this.server.accept();
					Thread.startVirtualThread(() -> echo(accepted));
				}
			}
			catch (IOException ex) {
				// Closed
			}
		});
	}

	@AfterEach
	void closeServer() throws IOException {
		this.server.close();
	}

	private void echo(Socket accepted) {
		try (SSLSocket tls = (SSLSocket) serverContext.getSocketFactory()
			.createSocket(accepted, (ByteArrayInputStream) null, true)) {
			tls.startHandshake();
			this.serverNames.add(((ExtendedSSLSession) tls.getSession()).getRequestedServerNames().toString());
			tls.getInputStream().transferTo(tls.getOutputStream());
		}
		catch (IOException ex) {
			this.serverNames.add(ex.toString());
		}
	}

	@ParameterizedTest
	@MethodSource
	void socketsOfEachFormSpeakTlsOverMptcp(String form, Form create) throws Exception {
		try (SSLSocket client = (SSLSocket) create.connect(this, this.server.getLocalPort())) {
			assertThat(client.isConnected()).isTrue();
			assertThat(protocol(client)).isEqualTo(KernelProtocol.MPTCP);
			verifyEchoes(client);
			assertThat(client.getSession().isValid()).isTrue();
			verifyCloses(client);
		}
	}

	static Stream<Arguments> socketsOfEachFormSpeakTlsOverMptcp() {
		Form unconnected = (test, port) -> {
			Socket socket = test.factory.createSocket();
			socket.setSoTimeout(20_000);
			socket.bind(null);
			socket.connect(new InetSocketAddress(LOOPBACK, port), 5000);
			assertThat(socket.getSoTimeout()).isEqualTo(20_000);
			return socket;
		};
		Form name = (test, port) -> test.factory.createSocket("127.0.0.1", port);
		Form nameFromAddress = (test, port) -> test.factory.createSocket("127.0.0.1", port, LOOPBACK, 0);
		Form address = (test, port) -> test.factory.createSocket(LOOPBACK, port);
		Form addressFromAddress = (test, port) -> test.factory.createSocket(LOOPBACK, port, LOOPBACK, 0);
		Form layered = (test, port) -> test.factory.createSocket(test.sockets.createSocket(LOOPBACK, port),
				"server.example", port, true);
		return Stream.of(Arguments.of("unconnected", unconnected), Arguments.of("name", name),
				Arguments.of("name, from an address", nameFromAddress), Arguments.of("address", address),
				Arguments.of("address, from an address", addressFromAddress), Arguments.of("layered", layered));
	}

	@Test
	void settingsThatAreMadeBeforeItConnectsApply() throws Exception {
		try (SSLSocket client = (SSLSocket) this.factory.createSocket()) {
			client.setEnabledProtocols(new String[] { "TLSv1.2" });
			SSLParameters parameters = client.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName("server.example")));
			parameters.setApplicationProtocols(new String[] { "smtp" });
			client.setSSLParameters(parameters);
			client.setEnableSessionCreation(true);
			BlockingQueue<HandshakeCompletedEvent> events = new LinkedBlockingQueue<>();
			HandshakeCompletedListener removed = (event) -> {
				throw new IllegalStateException();
			};
			client.addHandshakeCompletedListener(removed);
			client.addHandshakeCompletedListener(events::add);
			client.removeHandshakeCompletedListener(removed);
			client.connect(new InetSocketAddress(LOOPBACK, this.server.getLocalPort()));
			verifyEchoes(client);
			assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.2");
			assertThat(this.serverNames.take()).contains("server.example");
			HandshakeCompletedEvent event = events.take();
			assertThat(event.getSocket()).isSameAs(client);
			assertThatIllegalArgumentException().isThrownBy(() -> client.removeHandshakeCompletedListener(removed));
			assertThatIllegalArgumentException().isThrownBy(() -> client.addHandshakeCompletedListener(null));
		}
	}

	/**
	 * As that of the JDK: {@code localhost} is the name by which the address was found.
	 */
	@Test
	void theNameOfTheServerIsThatOfTheAddress() throws Exception {
		for (SSLSocketFactory factory : List.of(clientContext.getSocketFactory(), this.factory)) {
			try (SSLSocket client = (SSLSocket) factory.createSocket()) {
				InetAddress address = InetAddress.getByAddress("server.example", LOOPBACK.getAddress());
				client.connect(new InetSocketAddress(address, this.server.getLocalPort()));
				client.getOutputStream().write(1);
				assertThat(client.getInputStream().read()).isOne();
			}
		}
		assertThat(this.serverNames.take()).isEqualTo(this.serverNames.take());
	}

	@Test
	void theServerIsVerified() throws Exception {
		try (SSLSocket client = (SSLSocket) this.factory.createSocket()) {
			SSLParameters parameters = client.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			client.setSSLParameters(parameters);
			InetAddress address = InetAddress.getByAddress("other.example", LOOPBACK.getAddress());
			client.connect(new InetSocketAddress(address, this.server.getLocalPort()));
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(client::startHandshake)
				.withMessageContaining("other.example");
		}
	}

	@Test
	void whatNeedsAConnectionFailsBeforeThereIsOne() throws Exception {
		for (SSLSocketFactory factory : List.of(clientContext.getSocketFactory(), this.factory)) {
			try (SSLSocket client = (SSLSocket) factory.createSocket()) {
				assertThatExceptionOfType(SocketException.class).isThrownBy(client::getInputStream)
					.withMessage("Socket is not connected");
				assertThatExceptionOfType(SocketException.class).isThrownBy(client::startHandshake)
					.withMessage("Socket is not connected");
				assertThat(client.getSession().isValid()).isFalse();
				assertThat(client.isConnected()).isFalse();
				verifyCloses(client);
				assertThatExceptionOfType(SocketException.class)
					.isThrownBy(() -> client.connect(new InetSocketAddress(LOOPBACK, 1)))
					.withMessage("Socket is closed");
			}
		}
	}

	@Test
	void aRefusedConnectionClosesTheSocket() throws Exception {
		int port;
		try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
			port = closed.getLocalPort();
		}
		try (SSLSocket client = (SSLSocket) this.factory.createSocket()) {
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> client.connect(new InetSocketAddress(LOOPBACK, port)));
			assertThat(client.isClosed()).isTrue();
		}
	}

	@Test
	void closingStopsAHandshake() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, LOOPBACK)) {
			SSLSocket client = (SSLSocket) this.factory.createSocket(LOOPBACK, silent.getLocalPort());
			// With a failure or without, which depends on how far it has come
			Thread handshake = Thread.startVirtualThread(() -> catchThrowable(client::startHandshake));
			silent.accept().getInputStream().read();
			client.close();
			assertThat(handshake.join(Duration.ofSeconds(20))).isTrue();
		}
	}

	@Test
	void aFactoryThatIsCreatedByItsNameUsesTheTlsOfTheJdk() {
		SSLSocketFactory byName = (SSLSocketFactory) MptcpSslSocketFactory.getDefault();
		SSLSocketFactory jdk = (SSLSocketFactory) SSLSocketFactory.getDefault();
		assertThat(byName.getDefaultCipherSuites()).isEqualTo(jdk.getDefaultCipherSuites());
		assertThat(byName.getSupportedCipherSuites()).isEqualTo(jdk.getSupportedCipherSuites());
	}

	private static void verifyCloses(Socket socket) throws IOException {
		socket.close();
		assertThat(socket.isClosed()).isTrue();
	}

	private static void verifyEchoes(Socket client) throws IOException {
		byte[] bytes = new byte[3000];
		bytes[2999] = 7;
		client.getOutputStream().write(bytes);
		assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
	}

	private static KernelProtocol protocol(Socket socket) {
		return KernelSockets.connection((InetSocketAddress) socket.getLocalSocketAddress(),
				(InetSocketAddress) socket.getRemoteSocketAddress());
	}

	/**
	 * A way to create and connect a socket.
	 */
	@FunctionalInterface
	private interface Form {

		Socket connect(MptcpSslSocketFactoryTests test, int port) throws Exception;

	}

}
