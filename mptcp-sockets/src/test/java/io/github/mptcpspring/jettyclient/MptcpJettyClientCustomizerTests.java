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

package io.github.mptcpspring.jettyclient;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.DestinationPattern;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.PeerServer;
import io.github.mptcpspring.testsupport.SocketOptions;
import io.github.mptcpspring.testsupport.TunnelProxy;
import org.awaitility.Awaitility;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Socks5Proxy;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link MptcpJettyClientCustomizer} without Spring.
 */
@Tag("kernel")
@MptcpRequired
class MptcpJettyClientCustomizerTests {

	private static final Problem NO_MPTCP = Problem.permanent("there is none here", "Look elsewhere");

	private final Set<String> before = KernelSockets.openInodes();

	private final ClientConnector connector = new ClientConnector();

	private final HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(this.connector));

	private final List<Problem> problems = new CopyOnWriteArrayList<>();

	@BeforeEach
	void resolveWithoutThreads() {
		this.client.setSocketAddressResolver(new SocketAddressResolver.Sync());
	}

	@AfterEach
	void stop() throws Exception {
		this.client.stop();
		Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(this.before));
	}

	@ParameterizedTest
	@CsvSource({ "true, false, MPTCP", "true, true, MPTCP", "false, false, FALLBACK", "false, true, FALLBACK" })
	void connectsWithMptcp(boolean mptcp, boolean blocking, String protocol) throws Exception {
		this.client.setConnectBlocking(blocking);
		customize(this.client, OnUnavailable.FAIL);
		this.client.start();
		try (PeerServer peer = PeerServer.start(mptcp)) {
			assertThat(get(peer)).isEqualTo(protocol);
		}
		assertThat(this.problems).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.0/8, MPTCP", ".example.com, TCP" })
	void theDestinationDecides(String include, String protocol) throws Exception {
		new MptcpJettyClientCustomizer(
				MptcpSockets.create(), new ClientSettings(true, OnUnavailable.FAIL, false,
						List.of(DestinationPattern.of(include)), List.of(DestinationPattern.of("::1"))),
				this.problems::add)
			.accept(this.client);
		this.client.start();
		try (PeerServer peer = PeerServer.start(true)) {
			assertThat(get(peer)).isEqualTo(protocol);
		}
		assertThat(this.problems).isEmpty();
	}

	@Test
	void connectsThroughAProxyWithMptcp() throws Exception {
		customize(this.client, OnUnavailable.FAIL);
		this.client.start();
		try (PeerServer proxy = PeerServer.start(true)) {
			this.client.getProxyConfiguration().addProxy(new HttpProxy(PeerServer.HOST, proxy.port()));
			assertThat(this.client.GET("http://nowhere.example/").getContentAsString()).isEqualTo("MPTCP");
		}
	}

	@Test
	void connectsThroughASocksProxyWithMptcp() throws Exception {
		customize(this.client, OnUnavailable.FAIL);
		this.client.start();
		try (PeerServer peer = PeerServer.start(false); TunnelProxy proxy = TunnelProxy.start()) {
			this.client.getProxyConfiguration().addProxy(new Socks5Proxy(PeerServer.HOST, proxy.port()));
			// The peer's client is the proxy
			assertThat(get(peer)).isEqualTo("TCP");
			assertThat(proxy.clients()).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@Test
	void aListenerOfTheApplicationStaysAndSeesTheSocketBeforeItConnects() throws Exception {
		List<String> events = new CopyOnWriteArrayList<>();
		this.connector.addEventListener(new ClientConnector.ConnectListener() {

			@Override
			public void onConnectBegin(SocketChannel channel, SocketAddress address) {
				events.add("begin " + channel.isConnected());
			}

			@Override
			public void onConnectSuccess(SocketChannel channel) {
				events.add("success " + channel.isConnected());
			}

		});
		customize(this.client, OnUnavailable.FAIL);
		this.client.start();
		try (PeerServer peer = PeerServer.start(true)) {
			assertThat(get(peer)).isEqualTo("MPTCP");
		}
		assertThat(events).containsExactly("begin false", "success true");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void everyOptionIsWhatItIsWithoutMptcp(boolean set) throws Exception {
		try (PeerServer peer = PeerServer.start(true)) {
			SocketOptions untouched = options(peer, false, false);
			SocketOptions mptcp = options(peer, set, true);
			SocketOptions tcp = options(peer, set, false);
			SocketOptions.verifyAlikeOnceConnected(tcp, mptcp, untouched);
			assertThat(tcp.toString()).contains(set ? "TCP 1=00000000" : "TCP 1=01000000");
		}
	}

	private SocketOptions options(PeerServer peer, boolean set, boolean mptcp) throws Exception {
		OptionsRecorder recorder = new OptionsRecorder();
		ClientConnector connector = new ClientConnector();
		connector.addEventListener(recorder);
		if (set) {
			connector.setTCPNoDelay(false);
			connector.setReuseAddress(false);
			connector.setReusePort(true);
			connector.setReceiveBufferSize(65536);
			connector.setSendBufferSize(65536);
		}
		HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
		try {
			client.setConnectBlocking(true);
			if (mptcp) {
				customize(client, OnUnavailable.FAIL);
			}
			client.start();
			assertThat(client.GET(peer.uri()).getContentAsString()).isEqualTo(mptcp ? "MPTCP" : "TCP");
			return recorder.options.getFirst();
		}
		finally {
			LifeCycle.stop(client);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aRefusedConnectionFailsAsBefore(boolean blocking) throws Exception {
		int port;
		try (ServerSocket closed = new ServerSocket(0)) {
			port = closed.getLocalPort();
		}
		this.client.setConnectBlocking(blocking);
		this.client.start();
		Throwable plain = catchThrowable(() -> this.client.GET(PeerServer.uri(port)));
		customize(this.client, OnUnavailable.FAIL);
		assertThat(catchThrowable(() -> this.client.GET(PeerServer.uri(port)))).hasSameClassAs(plain)
			.hasMessage(plain.getMessage())
			.cause()
			.isInstanceOf(ConnectException.class)
			.hasMessage(plain.getCause().getMessage());
	}

	/**
	 * The kernel drops the SYN where the queue of a listener is full.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theConnectTimeoutIsAsBefore(boolean blocking) throws Exception {
		this.client.setConnectBlocking(blocking);
		this.client.setConnectTimeout(100);
		this.client.start();
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral(PeerServer.HOST));
				Socket first = new Socket(PeerServer.HOST, full.getLocalPort());
				Socket second = new Socket(PeerServer.HOST, full.getLocalPort())) {
			assertThat(List.of(first, second)).allMatch(Socket::isConnected);
			Throwable plain = catchThrowable(() -> this.client.GET(PeerServer.uri(full.getLocalPort())));
			customize(this.client, OnUnavailable.FAIL);
			assertThat(catchThrowable(() -> this.client.GET(PeerServer.uri(full.getLocalPort())))).hasSameClassAs(plain)
				.cause()
				.isInstanceOf(SocketTimeoutException.class)
				.hasSameClassAs(plain.getCause());
		}
	}

	@Test
	void aSocketThatIsBoundStaysWithTcpAndIsReported() throws Exception {
		this.client.setBindAddress(new InetSocketAddress("127.0.0.3", 0));
		customize(this.client, OnUnavailable.FALLBACK);
		this.client.start();
		try (PeerServer peer = PeerServer.start(true)) {
			assertThat(get(peer)).isEqualTo("TCP");
			assertThat(peer.clients()).singleElement()
				.extracting(InetSocketAddress::getHostString)
				.isEqualTo("127.0.0.3");
		}
		assertThat(this.problems).map(Problem::description).singleElement().asString().contains("bind address");
	}

	@Test
	void theNextAddressIsTriedAsBefore() throws Exception {
		try (PeerServer peer = PeerServer.start(true)) {
			this.client.setSocketAddressResolver((host, port, context, promise) -> promise.succeeded(
					List.of(new InetSocketAddress("127.0.0.2", port), new InetSocketAddress(PeerServer.HOST, port))));
			customize(this.client, OnUnavailable.FAIL);
			this.client.start();
			assertThat(this.client.GET("http://two.example:" + peer.port() + "/").getContentAsString())
				.isEqualTo("MPTCP");
		}
	}

	@Test
	void fallsBackToTcpAndReportsWhy() throws Exception {
		new MptcpJettyClientCustomizer(new ProcessSockets(new Kernel(NO_MPTCP)),
				new ClientSettings(true, OnUnavailable.FALLBACK, false), this.problems::add)
			.accept(this.client);
		this.client.start();
		try (PeerServer peer = PeerServer.start(true)) {
			assertThat(get(peer)).isEqualTo("TCP");
		}
		assertThat(this.problems).containsExactly(NO_MPTCP);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void failsWhereMptcpIsRequiredAndSendsNothing(boolean blocking) throws Exception {
		new MptcpJettyClientCustomizer(new ProcessSockets(new Kernel(NO_MPTCP)),
				new ClientSettings(true, OnUnavailable.FAIL, false), this.problems::add)
			.accept(this.client);
		this.client.setConnectBlocking(blocking);
		this.client.start();
		try (PeerServer peer = PeerServer.start(true)) {
			assertThat(catchThrowable(() -> get(peer))).isInstanceOf(ExecutionException.class)
				.cause()
				.isInstanceOf(IOException.class)
				.rootCause()
				.isInstanceOf(MptcpUnavailableException.class)
				.hasMessageContaining(NO_MPTCP.description());
			assertThat(peer.clients()).isEmpty();
		}
	}

	/**
	 * A connection with Fast Open would seem to be established before anything is sent.
	 */
	@Test
	void fastOpenIsReportedAndNotUsed() throws Exception {
		new MptcpJettyClientCustomizer(MptcpSockets.create(), new ClientSettings(true, OnUnavailable.FAIL, true),
				this.problems::add)
			.accept(this.client);
		this.client.start();
		try (PeerServer peer = PeerServer.start(true)) {
			assertThat(get(peer)).isEqualTo("MPTCP");
		}
		assertThat(this.problems).map(Problem::feature).containsExactly(Feature.FAST_OPEN);
	}

	@Test
	void aUnixDomainSocketStaysAsItIs(@TempDir Path directory) throws Exception {
		customize(this.client, OnUnavailable.FAIL);
		this.client.start();
		Path path = directory.resolve("socket");
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(path));
			Thread.startVirtualThread(() -> answer(server));
			assertThat(this.client.newRequest("http://localhost/")
				.transport(new Transport.TCPUnix(path))
				.send()
				.getContentAsString()).isEqualTo("hello");
		}
	}

	private static void answer(ServerSocketChannel server) {
		try (SocketChannel channel = server.accept()) {
			Channels.newInputStream(channel).read(new byte[1024]);
			channel.write(StandardCharsets.US_ASCII.encode("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aClientThatIsCustomizedTwiceIsPreparedOnce() {
		assertThat(MptcpJettyClientCustomizer.isApplied(this.client)).isFalse();
		customize(this.client, OnUnavailable.FALLBACK);
		customize(this.client, OnUnavailable.FALLBACK);
		assertThat(MptcpJettyClientCustomizer.isApplied(this.client)).isTrue();
		assertThat(this.connector.getEventListeners()).filteredOn(SocketPreparation.class::isInstance).hasSize(1);
	}

	@Test
	void plainSettingsChangeNothing() {
		List<?> listeners = List.copyOf(this.connector.getEventListeners());
		new MptcpJettyClientCustomizer(MptcpSockets.create(), new ClientSettings(false, OnUnavailable.FAIL, false),
				this.problems::add)
			.accept(this.client);
		assertThat(this.connector.getEventListeners()).isEqualTo(listeners);
	}

	private void customize(HttpClient client, OnUnavailable onUnavailable) {
		new MptcpJettyClientCustomizer(MptcpSockets.create(), new ClientSettings(true, onUnavailable, false),
				this.problems::add)
			.accept(client);
	}

	private String get(PeerServer peer) throws Exception {
		return this.client.GET(peer.uri()).getContentAsString();
	}

	private static final class OptionsRecorder implements ClientConnector.ConnectListener {

		private final List<SocketOptions> options = new CopyOnWriteArrayList<>();

		// Not registered with a selector yet
		@Override
		public void onConnectSuccess(SocketChannel channel) {
			this.options.add(SocketOptions.of(DescriptorOf.the(new Descriptors(new Kernel()).find(channel))));
		}

	}

}
