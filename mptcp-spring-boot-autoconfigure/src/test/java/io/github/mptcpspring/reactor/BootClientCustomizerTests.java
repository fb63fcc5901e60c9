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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.TunnelProxy;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.GreetingApplication;
import io.netty.channel.ChannelOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.ProxyProvider.Proxy;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that what an application does to the clients that Spring Boot builds still
 * applies.
 */
@Tag("server")
@MptcpRequired
class BootClientCustomizerTests extends ServedClientTests {

	@ParameterizedTest
	@EnumSource
	void eventLoopsOfTheApplicationAreUsed(BootClient client) {
		try (ConfigurableApplicationContext context = ClientApplication.start(OwnLoops.class)) {
			assertThat(Exchange.of(client.get(context, server().uri("/")))).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
				.anyMatch((name) -> name.startsWith("own-client-nio-"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void proxyOfTheApplicationIsUsed(BootClient client) throws IOException {
		try (TunnelProxy proxy = TunnelProxy.start();
				ConfigurableApplicationContext context = ClientApplication.start(OwnProxy.class,
						"proxy.port=" + proxy.port())) {
			ResponseEntity<String> response = client.get(context, server().uri("/"));
			assertThat(response.getBody()).isEqualTo("hello");
			assertThat(proxy.targets()).containsExactly("127.0.0.1:" + server().port());
			assertThat(proxy.clients()).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@ParameterizedTest
	@EnumSource
	void tlsGoesThroughTheProxyOfTheApplication(BootClient client, @TempDir Path directory) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		List<String> properties = new ArrayList<>(List.of(certificate.clientProperties()));
		try (NettyServer tls = NettyServer.startOnItsOwn(certificate.serverProperties());
				TunnelProxy proxy = TunnelProxy.start()) {
			properties.add("proxy.port=" + proxy.port());
			try (ConfigurableApplicationContext context = ClientApplication.start(OwnProxy.class,
					properties.toArray(String[]::new))) {
				ResponseEntity<String> response = client.get(context,
						URI.create("https://127.0.0.1:" + tls.port() + "/"));
				assertThat(response.getBody()).isEqualTo("hello");
				assertThat(proxy.targets()).containsExactly("127.0.0.1:" + tls.port());
				assertThat(proxy.clients()).containsExactly(KernelProtocol.MPTCP);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatCustomizersOfTheApplicationSetHolds(boolean mptcp) {
		try (ConfigurableApplicationContext context = ClientApplication.start(OwnSettings.class,
				"client.mptcp.enabled=" + mptcp)) {
			ResponseEntity<String> response = BootClient.WEB_CLIENT.get(context, server().uri("/"));
			assertThat(Exchange.of(response)).isEqualTo(mptcp ? Exchange.HELLO_OVER_MPTCP : Exchange.HELLO_OVER_TCP);
			assertThat(response.getHeaders().getFirst(GreetingApplication.CLIENT_PORT))
				.isEqualTo(String.valueOf(context.getBean(OwnSettings.class).local.getFirst().getPort()));
			assertThat(context.getBean(OwnSettings.class).local).singleElement()
				.satisfies((address) -> assertThat(address.getHostString()).isEqualTo("127.0.0.2"));
			assertThat(context.getBean(OwnSettings.class).noDelay).containsExactly(false);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void poolOfTheApplicationIsUsedWithItsLimits(boolean mptcp) {
		try (ConfigurableApplicationContext context = ClientApplication.start(OwnPool.class,
				"client.mptcp.enabled=" + mptcp)) {
			WebClient client = context.getBean(WebClient.Builder.class).build();
			OwnPool pool = context.getBean(OwnPool.class);
			CompletableFuture<?> first = client.get()
				.uri(server().uri("/never"))
				.retrieve()
				.toBodilessEntity()
				.toFuture();
			Awaitility.await().until(() -> pool.metrics.stream().anyMatch((metrics) -> metrics.acquiredSize() == 1));
			assertThatException().isThrownBy(() -> BootClient.WEB_CLIENT.get(context, server().uri("/")))
				.withStackTraceContaining(PoolAcquirePendingLimitException.class.getName());
			first.cancel(true);
			assertThat(pool.names).containsExactly("own-pool at 127.0.0.1:" + server().port());
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void clientsBuiltAlikeShareTheirPool(boolean mptcp) {
		try (ConfigurableApplicationContext context = ClientApplication.start("client.mptcp.enabled=" + mptcp)) {
			ClientHttpConnectorBuilder<?> builder = context.getBean(ClientHttpConnectorBuilder.class);
			// A response can be there before its connection is back in the pool
			assertThat(Stream.generate(() -> portOfNewClient(builder)).limit(6).distinct()).hasSizeLessThan(6);
		}
	}

	@Test
	void clientsBuiltByHandHaveAOneLineWayIn() {
		try (ConfigurableApplicationContext context = ClientApplication.start()) {
			HttpClient client = context.getBean(MptcpHttpClientCustomizer.class).apply(HttpClient.create());
			String atClient = client.get()
				.uri(server().uri("/"))
				.response()
				.map((response) -> response.responseHeaders().get(Exchange.AT_CLIENT))
				.block();
			assertThat(atClient).isEqualTo("MPTCP");
		}
	}

	private static String portOfNewClient(ClientHttpConnectorBuilder<?> builder) {
		return WebClient.builder()
			.clientConnector(builder.build(HttpClientSettings.defaults()))
			.build()
			.get()
			.uri(server().uri("/"))
			.retrieve()
			.toEntity(String.class)
			.map((response) -> response.getHeaders().getFirst(GreetingApplication.CLIENT_PORT))
			.block();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnLoops {

		@Bean
		LoopResources ownLoops() {
			return LoopResources.create("own-client");
		}

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> ownConnector(LoopResources ownLoops) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.runOn(ownLoops, false));
		}

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> ownRequestFactory(
				LoopResources ownLoops) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.runOn(ownLoops, false));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProxy {

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> proxyConnector(
				Environment environment) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> useProxy(client, environment));
		}

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> proxyRequestFactory(
				Environment environment) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> useProxy(client, environment));
		}

		private HttpClient useProxy(HttpClient client, Environment environment) {
			int port = environment.getRequiredProperty("proxy.port", Integer.class);
			return client.proxy((proxy) -> proxy.type(Proxy.HTTP).host("127.0.0.1").port(port));
		}

	}

	/**
	 * Where the socket is bound, one of its options, and a look at it once it is
	 * connected.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnSettings {

		private final List<InetSocketAddress> local = new CopyOnWriteArrayList<>();

		private final List<Boolean> noDelay = new CopyOnWriteArrayList<>();

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> ownSettings() {
			return (builder) -> builder
				.withHttpClientCustomizer((client) -> client.bindAddress(() -> new InetSocketAddress("127.0.0.2", 0))
					.option(ChannelOption.TCP_NODELAY, false)
					.doOnConnected((connection) -> {
						this.local.add((InetSocketAddress) connection.channel().localAddress());
						this.noDelay.add(connection.channel().config().getOption(ChannelOption.TCP_NODELAY));
					}));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPool implements ConnectionProvider.MeterRegistrar {

		private final List<String> names = new CopyOnWriteArrayList<>();

		private final List<ConnectionPoolMetrics> metrics = new CopyOnWriteArrayList<>();

		@Bean
		ReactorResourceFactory ownResourceFactory() {
			ReactorResourceFactory factory = new ReactorResourceFactory();
			factory.setUseGlobalResources(false);
			factory.setShutdownQuietPeriod(Duration.ZERO);
			factory.setConnectionProviderSupplier(() -> ConnectionProvider.builder("own-pool")
				.maxConnections(1)
				.pendingAcquireMaxCount(0)
				.metrics(true, () -> this)
				.build());
			return factory;
		}

		@Override
		public void registerMetrics(String poolName, String id, SocketAddress address, ConnectionPoolMetrics metrics) {
			InetSocketAddress remote = (InetSocketAddress) address;
			this.names.add(poolName + " at " + remote.getHostString() + ":" + remote.getPort());
			this.metrics.add(metrics);
		}

		@Override
		public void deRegisterMetrics(String poolName, String id, SocketAddress address) {
		}

	}

}
