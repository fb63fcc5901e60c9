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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client with Fast Open makes of a name that has IPv4 and IPv6 addresses what it makes
 * of it without the starter, whatever becomes of each of them: the same answer, or the
 * same exceptions with the same words, which also tell whose timeout ended an attempt.
 */
@Tag("server")
@InNetworkNamespace(sysctl = { "net.mptcp.enabled=1", "net.ipv4.tcp_fastopen=3" }, own = true)
class FastOpenAddressesTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final int CONNECT_TIMEOUT_MILLIS = 150;

	/** What may become of a name with two addresses, and of one with three. */
	private static final List<List<Fate>> FATES = List.of(List.of(Fate.REFUSES, Fate.ANSWERS),
			List.of(Fate.IS_SILENT, Fate.ANSWERS), List.of(Fate.ANSWERS, Fate.REFUSES),
			List.of(Fate.ANSWERS, Fate.IS_SILENT), List.of(Fate.REFUSES, Fate.REFUSES),
			List.of(Fate.REFUSES, Fate.IS_SILENT), List.of(Fate.IS_SILENT, Fate.REFUSES),
			List.of(Fate.IS_SILENT, Fate.IS_SILENT), List.of(Fate.REFUSES, Fate.IS_SILENT, Fate.ANSWERS));

	private static final Map<String, List<InetAddress>> NAMES = new ConcurrentHashMap<>();

	private static final Resolver RESOLVER = new Resolver();

	private static int host;

	private final LoopResources loops = LoopResources.create("fast-open-addresses", 1, true);

	private final ConnectionProvider connections = ConnectionProvider.newConnection();

	private final List<DisposableServer> servers = new ArrayList<>();

	@TempDir
	private Path directory;

	@AfterEach
	void dispose() {
		this.servers.forEach(DisposableServer::disposeNow);
		this.loops.disposeLater(Duration.ZERO, LONG).block(LONG);
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "true, false", "false, true", "false, false" })
	void aNameWithBothFamiliesIsWhatItIsWithoutTheStarter(boolean preferNative, boolean mptcp) throws Exception {
		Ports ports = open();
		HttpClient plain = client(preferNative);
		HttpClient fastOpen = fastOpen(plain, mptcp);
		Map<String, String> expected = new ConcurrentSkipListMap<>();
		Map<String, String> actual = new ConcurrentSkipListMap<>();
		for (boolean cookies : new boolean[] { true, false }) {
			KernelCounters before = KernelCounters.read();
			List<Callable<Void>> cases = new ArrayList<>();
			for (List<Fate> fates : FATES) {
				for (boolean ipv4First : new boolean[] { true, false }) {
					for (String scheme : List.of("http", "https")) {
						List<InetAddress> addresses = addresses(fates, ipv4First);
						String uri = scheme + "://" + name(addresses) + ":" + ports.of(scheme);
						String what = "%s, IPv%d first, %s, cookies %s".formatted(fates, ipv4First ? 4 : 6, scheme,
								cookies);
						cases.add(() -> {
							if (cookies) {
								learnCookies(fastOpen, addresses, ports.everywhere());
							}
							actual.put(what, outcome(fastOpen, uri));
							expected.put(what, outcome(plain, uri));
							return null;
						});
					}
				}
			}
			runSomeAtATime(cases);
			assertThat(KernelCounters.read().since(before, "TCPFastOpenActive") > 0).isEqualTo(cookies);
		}
		assertThat(actual).isEqualTo(expected);
		assertThat(expected.values()).contains("hello")
			.anyMatch((failure) -> failure.contains("ConnectTimeoutException"))
			.anyMatch((failure) -> failure.contains("java.net.ConnectException: "));
	}

	// Each of them waits for timeouts most of its time
	private static void runSomeAtATime(List<Callable<Void>> cases) throws Exception {
		try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
			for (Future<Void> done : executor.invokeAll(cases)) {
				done.get();
			}
		}
	}

	/**
	 * The selector of an application may have the last address tried first.
	 * @param mptcp whether clients speak MPTCP
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anOrderOfTheApplicationIsKept(boolean mptcp) throws Exception {
		Ports ports = open();
		HttpClient plain = client(true).resolvedAddressesSelector((configuration, addresses) -> {
			Collections.reverse(addresses);
			return addresses;
		});
		HttpClient fastOpen = fastOpen(plain, mptcp);
		for (String scheme : List.of("http", "https")) {
			for (List<Fate> fates : List.of(List.of(Fate.ANSWERS, Fate.REFUSES), List.of(Fate.ANSWERS, Fate.IS_SILENT),
					List.of(Fate.IS_SILENT, Fate.REFUSES))) {
				List<InetAddress> addresses = addresses(fates, true);
				learnCookies(fastOpen, addresses, ports.everywhere());
				String uri = scheme + "://" + name(addresses) + ":" + ports.of(scheme);
				assertThat(outcome(fastOpen, uri)).as("%s of %s", scheme, fates).isEqualTo(outcome(plain, uri));
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void soItIsForTheClientsOfSpringBoot(BootClient client) throws Exception {
		Ports ports = open();
		HttpClient learning = fastOpen(client(true), false);
		String timeout = "spring.http.clients.connect-timeout=" + CONNECT_TIMEOUT_MILLIS + "ms";
		for (boolean mptcp : new boolean[] { true, false }) {
			try (ConfigurableApplicationContext plain = ClientApplication.start(Names.class, timeout,
					"client.mptcp.enabled=false");
					ConfigurableApplicationContext fastOpen = ClientApplication.start(Names.class, timeout,
							"client.mptcp.enabled=" + mptcp, "tfo.connect=true")) {
				Map<String, String> expected = new ConcurrentSkipListMap<>();
				Map<String, String> actual = new ConcurrentSkipListMap<>();
				List<Callable<Void>> cases = new ArrayList<>();
				for (List<Fate> fates : FATES) {
					List<InetAddress> addresses = addresses(fates, true);
					URI uri = URI.create("http://" + name(addresses) + ":" + ports.http());
					cases.add(() -> {
						learnCookies(learning, addresses, ports.everywhere());
						actual.put(fates.toString(), outcome(() -> client.get(fastOpen, uri).getBody()));
						expected.put(fates.toString(), outcome(() -> client.get(plain, uri).getBody()));
						return null;
					});
				}
				runSomeAtATime(cases);
				assertThat(actual).isEqualTo(expected);
				assertThat(expected.values()).contains("hello");
			}
		}
	}

	private static HttpClient fastOpen(HttpClient plain, boolean mptcp) {
		return new MptcpHttpClientCustomizer(MptcpSockets.create(), new ClientSettings(mptcp, OnUnavailable.FAIL, true),
				(problem) -> {
					throw new AssertionError(problem);
				})
			.apply(plain);
	}

	private static String name(List<InetAddress> addresses) {
		String name = "name-" + NAMES.size() + ".example";
		NAMES.put(name, addresses);
		return name;
	}

	private static void learnCookies(HttpClient fastOpen, List<InetAddress> addresses, int port) {
		for (InetAddress address : addresses) {
			String host = (address.getAddress().length > 4) ? "[" + address.getHostAddress() + "]"
					: address.getHostAddress();
			assertThat(outcome(fastOpen, "http://" + host + ":" + port)).isEqualTo("hello");
		}
	}

	// Of both families in turn, and each of them new: the kernel knows nothing of it
	private static List<InetAddress> addresses(List<Fate> fates, boolean ipv4First) throws IOException {
		List<InetAddress> addresses = new ArrayList<>();
		boolean ipv4 = ipv4First;
		for (Fate fate : fates) {
			host++;
			addresses.add(InetAddress
				.getByName(ipv4 ? fate.ipv4 + host / 256 + "." + host % 256 : fate.ipv6 + Integer.toHexString(host)));
			ipv4 = !ipv4;
		}
		return addresses;
	}

	private HttpClient client(boolean preferNative) throws IOException {
		SslContext trusting = SslContextBuilder.forClient()
			.trustManager(InsecureTrustManagerFactory.INSTANCE)
			.endpointIdentificationAlgorithm(null)
			.build();
		return HttpClient.create(this.connections)
			.secure((spec) -> spec.sslContext(trusting))
			.resolver(RESOLVER)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
			.runOn(this.loops, preferNative);
	}

	private static String outcome(HttpClient client, String uri) {
		return outcome(() -> client.get().uri(uri).responseSingle((response, body) -> body.asString()).block(LONG));
	}

	/**
	 * Return what comes of a request: the answer, or all exceptions, Netty's private
	 * classes by the name that others know them by.
	 */
	private static String outcome(Supplier<String> request) {
		try {
			return request.get();
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
	 * Let each address have its fate. Cookies are valid for an address, so clients learn
	 * them on a port where every address answers.
	 */
	private Ports open() throws Exception {
		ExternalProgram.require("nft");
		ExternalProgram.run(List.of("ip", "route", "replace", "local", "fd00::/16", "dev", "lo"));
		SslContext serverContext = SslContextBuilder.forServer(ServerCertificate.create(this.directory).keyManagers())
			.build();
		int everywhere = serve(HttpServer.create());
		int http = serve(HttpServer.create());
		int https = serve(HttpServer.create().secure((spec) -> spec.sslContext(serverContext)));
		String ports = "{ %d, %d }".formatted(http, https);
		nft("add table inet network");
		nft("add chain inet network arrival { type filter hook input priority filter; }");
		nft("add rule inet network arrival ip daddr 127.2.0.0/16 tcp dport %s reject with tcp reset".formatted(ports));
		nft("add rule inet network arrival ip6 daddr fd00:2::/32 tcp dport %s reject with tcp reset".formatted(ports));
		nft("add rule inet network arrival ip daddr 127.3.0.0/16 tcp dport %s drop".formatted(ports));
		nft("add rule inet network arrival ip6 daddr fd00:3::/32 tcp dport %s drop".formatted(ports));
		return new Ports(everywhere, http, https);
	}

	private int serve(HttpServer server) {
		DisposableServer bound = server.host("::")
			.port(0)
			.runOn(this.loops)
			.maxKeepAliveRequests(1)
			.option(ChannelOption.TCP_FASTOPEN, 16)
			.handle((request, response) -> response.sendString(Mono.just("hello")))
			.bindNow(LONG);
		this.servers.add(bound);
		return bound.port();
	}

	private static void nft(String command) throws IOException, InterruptedException {
		ExternalProgram.run(List.of("nft", command));
	}

	/**
	 * What becomes of a connection to an address.
	 */
	private enum Fate {

		ANSWERS("127.1.", "fd00:1::"), REFUSES("127.2.", "fd00:2::"), IS_SILENT("127.3.", "fd00:3::");

		private final String ipv4;

		private final String ipv6;

		Fate(String ipv4, String ipv6) {
			this.ipv4 = ipv4;
			this.ipv6 = ipv6;
		}

	}

	/**
	 * The ports of the servers.
	 *
	 * @param everywhere the port on which every address answers
	 * @param http the port with the fates
	 * @param https the port with the fates, TLS
	 */
	private record Ports(int everywhere, int http, int https) {

		int of(String scheme) {
			return scheme.equals("http") ? this.http : this.https;
		}

	}

	/**
	 * Has the clients of Spring Boot find the names.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Names {

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> namesOfReactiveClients() {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.resolver(RESOLVER));
		}

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> namesOfClients() {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.resolver(RESOLVER));
		}

	}

	/**
	 * Finds the addresses of a name, in their order.
	 */
	private static final class Resolver extends AddressResolverGroup<InetSocketAddress> {

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new InetNameResolver(executor) {

				@Override
				protected void doResolve(String name, Promise<InetAddress> promise) {
					promise.setSuccess(NAMES.get(name).getFirst());
				}

				@Override
				protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
					promise.setSuccess(NAMES.get(name));
				}

			}.asAddressResolver();
		}

	}

}
