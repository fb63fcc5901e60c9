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

package io.github.mptcpspring.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.ProxyProvider.Proxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FastOpenConnection}, {@link ConnectFailure} and
 * {@link AddressMarkingResolverGroup}. A cookie is valid for an address, so clients learn
 * it from one server and meet another one, or none.
 */
@Tag("kernel")
@InNetworkNamespace(sysctl = { "net.mptcp.enabled=1", "net.ipv4.tcp_fastopen=3" })
class FastOpenConnectionTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	// Reactor Netty before 1.3.8 takes a port of one digit for a part of the name
	private static final String BEHIND_PROXY = "://127.0.0.1:99";

	private final LoopResources loops = LoopResources.create("fast-open", 1, true);

	private final ConnectionProvider connections = ConnectionProvider.create("fast-open");

	private final List<DisposableServer> servers = new ArrayList<>();

	@AfterEach
	void dispose() {
		this.servers.forEach(DisposableServer::disposeNow);
		this.connections.disposeLater().block(LONG);
		this.loops.disposeLater(Duration.ZERO, LONG).block(LONG);
	}

	@Test
	void theNextAddressAnswersWhenTheFirstRefuses(@TempDir Path directory) throws Exception {
		int port = serve(HttpServer.create().host("127.0.0.2")).port();
		SslContext serverContext = SslContextBuilder.forServer(ServerCertificate.create(directory).keyManagers())
			.build();
		int tlsPort = serve(HttpServer.create().host("127.0.0.2").secure((spec) -> spec.sslContext(serverContext)))
			.port();
		Resolver resolver = new Resolver("127.0.0.1", "127.0.0.2");
		forEachClient((plain, fastOpen) -> {
			HttpClient client = AddressMarkingResolverGroup.applyTo(fastOpen.resolver(resolver));
			for (int i = 0; i < 3; i++) {
				assertThat(get(client, "http://twice.example:" + port)).isEqualTo("hello");
				assertThat(get(client, "https://twice.example:" + tlsPort)).isEqualTo("hello");
			}
		});
	}

	@Test
	void aFailureIsThatOfAConnectWithoutFastOpen() throws Exception {
		int port = freePort();
		forEachClient((plain, fastOpen) -> {
			for (String scheme : List.of("http", "https")) {
				String uri = scheme + "://127.0.0.1:" + port;
				assertThat(failure(fastOpen, uri)).isEqualTo(failure(plain, uri)).contains("java.net.ConnectException");
				// Nobody goes on to it: the proxy is what refuses
				assertThat(failure(proxied(fastOpen, port), scheme + BEHIND_PROXY))
					.isEqualTo(failure(proxied(plain, port), scheme + BEHIND_PROXY))
					.contains("java.net.ConnectException");
			}
		});
	}

	@Test
	void aHostThatCannotBeReachedIsAFailureToConnect() throws Exception {
		ExternalProgram.require("nft");
		int port = freePort();
		nft("add table inet router");
		nft("add chain inet router arrival { type filter hook input priority filter; }");
		nft("add rule inet router arrival tcp dport " + port + " reject with icmp type host-unreachable");
		String uri = "http://127.0.0.1:" + port;
		forEachClient((plain, fastOpen) -> assertThat(failure(fastOpen, uri)).isEqualTo(failure(plain, uri))
			.contains("java.net.NoRouteToHostException"));
	}

	@Test
	void theConnectTimeoutHolds() throws Exception {
		try (FullBacklog full = new FullBacklog()) {
			forEachClient((plain, fastOpen) -> {
				HttpClient client = fastOpen.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 200);
				for (String scheme : List.of("http", "https")) {
					String timeout = "io.netty.channel.ConnectTimeoutException: connection timed out after 200 ms: /127.0.0.1:"
							+ full.port();
					assertThat(failure(client, scheme + "://127.0.0.1:" + full.port())).isEqualTo(timeout);
					assertThat(failure(proxied(client, full.port()), scheme + BEHIND_PROXY)).isEqualTo(timeout);
				}
			});
		}
	}

	@Test
	void closedConnectionsAreNotHeldUntilTheirTimeout() throws Exception {
		List<WeakReference<Channel>> channels = new CopyOnWriteArrayList<>();
		int port = serve(HttpServer.create().host("127.0.0.1").maxKeepAliveRequests(1)).port();
		try (Closer closer = new Closer()) {
			forEachClient((plain, fastOpen) -> {
				HttpClient client = fastOpen.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 3_600_000)
					.doOnChannelInit((observer, channel, remote) -> channels.add(new WeakReference<>(channel)));
				for (int i = 0; i < 25; i++) {
					assertThat(get(client, "http://127.0.0.1:" + port)).isEqualTo("hello");
					failure(client, "http://127.0.0.1:" + closer.port());
				}
			});
		}
		assertThat(channels).hasSizeGreaterThanOrEqualTo(200);
		// The last one of an event loop may still be on somebody's stack
		Awaitility.await().atMost(LONG).untilAsserted(() -> {
			System.gc();
			assertThat(channels.stream().filter((channel) -> channel.get() != null).count()).isLessThan(10);
		});
	}

	/**
	 * Let clients be tried that know a cookie of 127.0.0.1, on epoll and NIO, with MPTCP
	 * and without.
	 * @param test takes a client without Fast Open and one with it
	 */
	private void forEachClient(BiConsumer<HttpClient, HttpClient> test) throws IOException {
		int port = serve(HttpServer.create().host("127.0.0.1").maxKeepAliveRequests(1)).port();
		SslContext trusting = SslContextBuilder.forClient()
			.trustManager(InsecureTrustManagerFactory.INSTANCE)
			.endpointIdentificationAlgorithm(null)
			.build();
		for (boolean preferNative : new boolean[] { true, false }) {
			for (boolean mptcp : new boolean[] { true, false }) {
				HttpClient plain = HttpClient.create(this.connections)
					.secure((spec) -> spec.sslContext(trusting))
					.runOn(this.loops, preferNative);
				HttpClient fastOpen = new MptcpHttpClientCustomizer(MptcpSockets.create(),
						new ClientSettings(mptcp, OnUnavailable.FAIL, true), (problem) -> {
							throw new AssertionError(problem);
						})
					.apply(plain);
				get(fastOpen, "http://127.0.0.1:" + port);
				KernelCounters before = KernelCounters.read();
				get(fastOpen, "http://127.0.0.1:" + port);
				assertThat(KernelCounters.read().since(before, "TCPFastOpenActive")).isOne();
				test.accept(plain, fastOpen);
			}
		}
	}

	private DisposableServer serve(HttpServer server) {
		DisposableServer bound = server.port(0)
			.runOn(this.loops)
			.option(ChannelOption.TCP_FASTOPEN, 16)
			.handle((request, response) -> response.sendString(Mono.just("hello")))
			.bindNow(LONG);
		this.servers.add(bound);
		return bound;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static void nft(String command) throws IOException, InterruptedException {
		ExternalProgram.run(List.of("nft", command));
	}

	private static HttpClient proxied(HttpClient client, int port) {
		return client.proxy((spec) -> spec.type(Proxy.HTTP).host("127.0.0.1").port(port));
	}

	private static String get(HttpClient client, String uri) {
		return client.get().uri(uri).responseSingle((response, body) -> body.asString()).block(LONG);
	}

	/**
	 * Return what a request fails with, Netty's private classes by the name that others
	 * know them by.
	 */
	private static String failure(HttpClient client, String uri) {
		try {
			return "no failure but " + get(client, uri);
		}
		catch (RuntimeException ex) {
			return String.join("\n",
					Stream.iterate(Exceptions.unwrap(ex), (cause) -> cause != null, Throwable::getCause)
						.map((cause) -> name(cause.getClass()) + ": " + cause.getMessage())
						.toList());
		}
	}

	private static String name(Class<?> type) {
		return type.getSimpleName().startsWith("Annotated") ? type.getSuperclass().getName() : type.getName();
	}

	/**
	 * Finds the same addresses for every name.
	 */
	private static final class Resolver extends AddressResolverGroup<InetSocketAddress> {

		private final List<InetAddress> addresses = new ArrayList<>();

		Resolver(String... addresses) throws IOException {
			for (String address : addresses) {
				this.addresses.add(InetAddress.getByName(address));
			}
		}

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new InetNameResolver(executor) {

				@Override
				protected void doResolve(String name, Promise<InetAddress> promise) {
					promise.setSuccess(Resolver.this.addresses.getFirst());
				}

				@Override
				protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
					promise.setSuccess(Resolver.this.addresses);
				}

			}.asAddressResolver();
		}

	}

	/**
	 * A listener whose backlog is full: Linux drops the SYN then.
	 */
	private static final class FullBacklog implements AutoCloseable {

		private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private final List<Socket> queued = new ArrayList<>();

		FullBacklog() throws IOException {
			for (int i = 0; i < 2; i++) {
				this.queued.add(new Socket(this.listener.getInetAddress(), this.listener.getLocalPort()));
			}
		}

		int port() {
			return this.listener.getLocalPort();
		}

		@Override
		public void close() throws IOException {
			for (Socket socket : this.queued) {
				socket.close();
			}
			this.listener.close();
		}

	}

	/**
	 * Closes every connection without an answer.
	 */
	private static final class Closer implements AutoCloseable {

		private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

		Closer() throws IOException {
			Thread.ofVirtual().start(this::run);
		}

		int port() {
			return this.listener.getLocalPort();
		}

		private void run() {
			try {
				while (true) {
					this.listener.accept().close();
				}
			}
			catch (SocketException ex) {
				// Closed
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void close() throws IOException {
			this.listener.close();
		}

	}

}
