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

package io.github.mptcpspring.httpcomponents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.DestinationPattern;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import io.github.mptcpspring.testsupport.PeerServer;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.SocketOptions;
import io.github.mptcpspring.testsupport.TunnelProxy;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link MptcpConnectionManagerCustomizer} without Spring.
 */
@Tag("kernel")
@MptcpRequired
class MptcpConnectionManagerCustomizerTests {

	private static final Problem NO_MPTCP = Problem.permanent("there is none here", "Look elsewhere");

	private final Set<String> before = KernelSockets.openInodes();

	private final PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder
		.create();

	private final List<Problem> problems = new CopyOnWriteArrayList<>();

	/**
	 * It asks the JDK which options sockets have, which leaves three of them open.
	 */
	@BeforeAll
	static void loadTheLibrary() throws ClassNotFoundException {
		Class.forName(DefaultHttpClientConnectionOperator.class.getName());
	}

	@AfterEach
	void everySocketIsClosed() {
		Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(this.before));
	}

	@ParameterizedTest
	@CsvSource({ "true, MPTCP", "false, FALLBACK" })
	void connectsWithMptcp(boolean mptcp, String protocol) throws Exception {
		customize(this.builder);
		try (PeerServer peer = PeerServer.start(mptcp); CloseableHttpClient client = client()) {
			assertThat(get(client, peer.uri())).isEqualTo(protocol);
			assertThat(get(client, peer.uri())).isEqualTo(protocol);
			assertThat(peer.clients()).as("connections").hasSize(1);
		}
		assertThat(this.problems).isEmpty();
	}

	@Test
	void connectsThroughAnHttpProxyWithMptcp() throws Exception {
		customize(this.builder);
		try (PeerServer proxy = PeerServer.start(true);
				CloseableHttpClient client = clientBuilder().setProxy(new HttpHost(PeerServer.HOST, proxy.port()))
					.build()) {
			assertThat(get(client, URI.create("http://nowhere.example/"))).isEqualTo("MPTCP");
		}
	}

	@Test
	void connectsThroughASocksProxyWithMptcp() throws Exception {
		try (PeerServer peer = PeerServer.start(false); TunnelProxy proxy = TunnelProxy.start()) {
			this.builder.setDefaultSocketConfig(SocketConfig.custom()
				.setSocksProxyAddress(new InetSocketAddress(PeerServer.HOST, proxy.port()))
				.build());
			customize(this.builder);
			try (CloseableHttpClient client = client()) {
				// The peer's client is the proxy
				assertThat(get(client, peer.uri())).isEqualTo("TCP");
				assertThat(proxy.clients()).containsExactly(KernelProtocol.MPTCP);
			}
		}
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
		PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
			.setConnectionFactory(recorder);
		if (set) {
			builder.setDefaultSocketConfig(SocketConfig.custom()
				.setTcpNoDelay(false)
				.setSoReuseAddress(true)
				.setSoKeepAlive(true)
				.setSoLinger(TimeValue.ofSeconds(3))
				.setRcvBufSize(65536)
				.setSndBufSize(65536)
				.setTcpKeepCount(3)
				.setTcpKeepIdle(60)
				.setTcpKeepInterval(7)
				.build());
		}
		if (mptcp) {
			customize(builder);
		}
		try (CloseableHttpClient client = HttpClients.custom().setConnectionManager(builder.build()).build()) {
			assertThat(get(client, peer.uri())).isEqualTo(mptcp ? "MPTCP" : "TCP");
			return recorder.options();
		}
	}

	@Test
	void aRefusedConnectionFailsAsBefore() throws Exception {
		int port;
		try (ServerSocket closed = new ServerSocket(0)) {
			port = closed.getLocalPort();
		}
		Throwable plain;
		try (CloseableHttpClient client = client()) {
			plain = catchThrowable(() -> get(client, PeerServer.uri(port)));
		}
		customize(this.builder);
		try (CloseableHttpClient client = client()) {
			assertThat(catchThrowable(() -> get(client, PeerServer.uri(port)))).hasSameClassAs(plain)
				.hasMessage(plain.getMessage())
				.isInstanceOf(ConnectException.class);
		}
	}

	/**
	 * The kernel drops the SYN where the queue of a listener is full.
	 */
	@Test
	void theConnectTimeoutIsAsBefore() throws Exception {
		this.builder.setDefaultConnectionConfig(
				ConnectionConfig.custom().setConnectTimeout(100, TimeUnit.MILLISECONDS).build());
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral(PeerServer.HOST));
				Socket first = new Socket(PeerServer.HOST, full.getLocalPort());
				Socket second = new Socket(PeerServer.HOST, full.getLocalPort())) {
			assertThat(List.of(first, second)).allMatch(Socket::isConnected);
			URI uri = PeerServer.uri(full.getLocalPort());
			Throwable plain;
			try (CloseableHttpClient client = client()) {
				plain = catchThrowable(() -> get(client, uri));
			}
			customize(this.builder);
			try (CloseableHttpClient client = client()) {
				assertThat(catchThrowable(() -> get(client, uri))).hasSameClassAs(plain)
					.hasMessage(plain.getMessage())
					.isInstanceOf(ConnectTimeoutException.class);
			}
		}
	}

	@Test
	void theNextAddressOfTheApplicationsResolverIsTriedAsBefore() throws Exception {
		try (PeerServer peer = PeerServer.start(true)) {
			this.builder.setDnsResolver(new DnsResolver() {

				@Override
				public InetAddress[] resolve(String host) {
					return new InetAddress[] { InetAddress.ofLiteral("127.0.0.2"),
							InetAddress.ofLiteral(PeerServer.HOST) };
				}

				@Override
				public String resolveCanonicalHostname(String host) {
					return host;
				}

			});
			customize(this.builder);
			try (CloseableHttpClient client = client()) {
				assertThat(get(client, URI.create("http://two.example:" + peer.port() + "/"))).isEqualTo("MPTCP");
			}
		}
	}

	@Test
	void aSocketThatIsBoundStaysWithTcpAndIsReported() throws Exception {
		customizer(MptcpSockets.create(), OnUnavailable.FALLBACK, false).accept(this.builder);
		DefaultRoutePlanner planner = new DefaultRoutePlanner(null) {

			@Override
			protected InetAddress determineLocalAddress(HttpHost firstHop, HttpContext context) {
				return InetAddress.ofLiteral("127.0.0.3");
			}

		};
		try (PeerServer peer = PeerServer.start(true);
				CloseableHttpClient client = clientBuilder().setRoutePlanner(planner).build()) {
			assertThat(get(client, peer.uri())).isEqualTo("TCP");
			assertThat(peer.clients()).singleElement()
				.extracting(InetSocketAddress::getHostString)
				.isEqualTo("127.0.0.3");
		}
		assertThat(this.problems).map(Problem::description).singleElement().asString().contains("local address");
	}

	@Test
	void fallsBackToTcpAndReportsWhy() throws Exception {
		customizer(new ProcessSockets(new Kernel(NO_MPTCP)), OnUnavailable.FALLBACK, false).accept(this.builder);
		try (PeerServer peer = PeerServer.start(true); CloseableHttpClient client = client()) {
			assertThat(get(client, peer.uri())).isEqualTo("TCP");
		}
		assertThat(this.problems).containsExactly(NO_MPTCP);
	}

	@Test
	void failsWhereMptcpIsRequiredAndSendsNothing() throws Exception {
		customizer(new ProcessSockets(new Kernel(NO_MPTCP)), OnUnavailable.FAIL, false).accept(this.builder);
		try (PeerServer peer = PeerServer.start(true); CloseableHttpClient client = client()) {
			assertThatException().isThrownBy(() -> get(client, peer.uri()))
				.isInstanceOf(MptcpUnavailableException.class)
				.withMessageContaining(NO_MPTCP.description());
			assertThat(peer.clients()).isEmpty();
		}
	}

	/**
	 * A connection with Fast Open would seem to be established before anything is sent.
	 */
	@Test
	void fastOpenIsReportedAndNotUsed() throws Exception {
		customizer(MptcpSockets.create(), OnUnavailable.FAIL, true).accept(this.builder);
		try (PeerServer peer = PeerServer.start(true); CloseableHttpClient client = client()) {
			assertThat(get(client, peer.uri())).isEqualTo("MPTCP");
		}
		assertThat(this.problems).map(Problem::feature).containsExactly(Feature.FAST_OPEN);
	}

	/**
	 * What is the JVM's own is a key for the server, the protocols and the cipher suites
	 * as well, and Boot asks for it.
	 * @param proxied whether it goes through a tunnel of an HTTP proxy
	 * @param directory holds the certificate
	 * @throws Exception when the test cannot be run
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void tlsOfTheJvmIsUsedWhereTheBuilderUsesSystemProperties(boolean proxied, @TempDir Path directory)
			throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		SSLContext before = SSLContext.getDefault();
		SSLContext.setDefault(certificate.clientContext());
		try (MptcpServerSocket server = MptcpServerSocket.unbound(true, certificate.serverContext());
				TunnelProxy proxy = TunnelProxy.start()) {
			server.bind(new InetSocketAddress(PeerServer.HOST, 0));
			Thread.startVirtualThread(() -> answer(server));
			customize(this.builder.useSystemProperties());
			HttpHost to = proxied ? new HttpHost(PeerServer.HOST, proxy.port()) : null;
			try (CloseableHttpClient client = clientBuilder().setProxy(to).build()) {
				assertThat(get(client, URI.create("https://" + PeerServer.HOST + ":" + server.getLocalPort() + "/")))
					.isEqualTo("hello");
			}
			assertThat(proxied ? proxy.clients() : server.protocols()).containsExactly(KernelProtocol.MPTCP);
		}
		finally {
			SSLContext.setDefault(before);
		}
	}

	private static void answer(ServerSocket server) {
		try (Socket client = server.accept()) {
			BufferedReader request = new BufferedReader(
					new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
			while (!request.readLine().isEmpty()) {
				// The rest of the request follows
			}
			client.getOutputStream()
				.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void aBuilderThatIsCustomizedTwiceIsPreparedOnce() {
		customize(this.builder);
		BuilderFields once = BuilderFields.of(this.builder);
		assertThat(MptcpConnectionManagerCustomizer.isApplied(once.connectionFactory())).isTrue();
		customize(this.builder);
		assertThat(BuilderFields.of(this.builder)).isEqualTo(once);
	}

	@Test
	void plainSettingsChangeNothing() {
		HttpConnectionFactory<ManagedHttpClientConnection> factory = new OptionsRecorder();
		this.builder.setConnectionFactory(factory);
		new MptcpConnectionManagerCustomizer(MptcpSockets.create(),
				new ClientSettings(false, OnUnavailable.FAIL, false), this.problems::add)
			.accept(this.builder);
		assertThat(BuilderFields.of(this.builder).connectionFactory()).isSameAs(factory);
	}

	@Test
	void aClientWhoseDestinationDecidesStaysAsItIsAndIsReported() {
		HttpConnectionFactory<ManagedHttpClientConnection> factory = new OptionsRecorder();
		this.builder.setConnectionFactory(factory);
		selective(OnUnavailable.FALLBACK).accept(this.builder);
		assertThat(BuilderFields.of(this.builder).connectionFactory()).isSameAs(factory);
		assertThat(this.problems).containsExactly(ClientSockets.DESTINATION_IS_NOT_KNOWN);
		assertThatException().isThrownBy(() -> selective(OnUnavailable.FAIL).accept(this.builder))
			.withCauseInstanceOf(MptcpUnavailableException.class);
	}

	private MptcpConnectionManagerCustomizer selective(OnUnavailable onUnavailable) {
		return new MptcpConnectionManagerCustomizer(MptcpSockets.create(),
				new ClientSettings(true, onUnavailable, false, List.of(), List.of(DestinationPattern.of("localhost"))),
				this.problems::add);
	}

	private MptcpConnectionManagerCustomizer customizer(MptcpSockets sockets, OnUnavailable onUnavailable,
			boolean fastOpen) {
		return new MptcpConnectionManagerCustomizer(sockets, new ClientSettings(true, onUnavailable, fastOpen),
				this.problems::add);
	}

	private void customize(PoolingHttpClientConnectionManagerBuilder builder) {
		customizer(MptcpSockets.create(), OnUnavailable.FAIL, false).accept(builder);
	}

	private CloseableHttpClient client() {
		return clientBuilder().build();
	}

	private HttpClientBuilder clientBuilder() {
		return HttpClients.custom().disableAutomaticRetries().setConnectionManager(this.builder.build());
	}

	private static String get(CloseableHttpClient client, URI uri) throws IOException {
		return client.execute(new HttpGet(uri), (response) -> EntityUtils.toString(response.getEntity()));
	}

	/**
	 * The connection factory of an application.
	 */
	private static final class OptionsRecorder implements HttpConnectionFactory<ManagedHttpClientConnection> {

		private ManagedHttpClientConnection created;

		@Override
		public ManagedHttpClientConnection createConnection(Socket socket) throws IOException {
			this.created = ManagedHttpClientConnectionFactory.INSTANCE.createConnection(socket);
			return this.created;
		}

		private SocketOptions options() {
			return SocketOptions.of(DescriptorOf.the(new Descriptors(new Kernel()).find(this.created.getSocket())));
		}

	}

}
