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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.TunnelProxy;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.WebSocketEcho;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.ProxyProvider.Proxy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpHttpClientCustomizer} and clients that are built by hand.
 */
@Tag("server")
@MptcpRequired
class MptcpHttpClientCustomizerTests {

	private static NettyServer server;

	private final List<Problem> problems = new CopyOnWriteArrayList<>();

	private final MptcpHttpClientCustomizer customizer = new MptcpHttpClientCustomizer(MptcpSockets.create(),
			new ClientSettings(true, OnUnavailable.FALLBACK, false), this.problems::add);

	private final LoopResources loops = LoopResources.create("by-hand", 1, true);

	private final ConnectionProvider connections = ConnectionProvider.create("by-hand");

	private final HttpClient client = HttpClient.create(this.connections).runOn(this.loops);

	private final List<Channel> channels = new CopyOnWriteArrayList<>();

	@BeforeAll
	static void startServer() {
		server = NettyServer.startOnItsOwn(Echo.class);
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@AfterEach
	void dispose() {
		this.connections.disposeLater().block();
		this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void speaksMptcpOnTheTransportThatTheClientPrefers(boolean preferNative) {
		HttpClient customized = this.customizer.apply(this.client.runOn(this.loops, preferNative));
		assertThat(connect(customized)).isEqualTo(KernelProtocol.MPTCP);
		assertThat(this.channels).singleElement()
			.satisfies((channel) -> assertThat(channel instanceof NioSocketChannel).isEqualTo(!preferNative));
		assertThat(this.problems).isEmpty();
	}

	@Test
	void withoutItTheClientSpeaksTcp() {
		assertThat(connect(this.client)).isEqualTo(KernelProtocol.TCP);
	}

	@Test
	void plainSettingsLeaveTheClientAlone() {
		ClientSettings plain = new ClientSettings(false, OnUnavailable.FAIL, false);
		assertThat(new MptcpHttpClientCustomizer(MptcpSockets.create(), plain, this.problems::add).apply(this.client))
			.isSameAs(this.client);
	}

	@Test
	void webSocketSpeaksMptcp() {
		String answer = this.customizer.apply(this.client)
			.doOnConnected((connection) -> this.channels.add(connection.channel()))
			.websocket()
			.uri("ws://127.0.0.1:" + server.port() + WebSocketEcho.PATH)
			.handle((in, out) -> out.sendString(Mono.just("hello"))
				.then()
				.thenMany(in.receive()
					.asString()
					.take(1)
					.map((text) -> text + " over " + protocol(this.channels.getFirst()))))
			.blockLast();
		assertThat(answer).isEqualTo("hello over MPTCP");
	}

	@Test
	void datagramChannelIsLeftAlone() {
		ClientSettings required = new ClientSettings(true, OnUnavailable.FAIL, true);
		LoopResources resources = new MptcpHttpClientCustomizer(MptcpSockets.create(), required, this.problems::add)
			.apply(this.client)
			.configuration()
			.loopResources();
		EventLoopGroup group = resources.onClient(true);
		DatagramChannel channel = resources.onChannel(DatagramChannel.class, group);
		try {
			assertThat(channel.isOpen()).isTrue();
			assertThat(this.problems).isEmpty();
		}
		finally {
			channel.unsafe().closeForcibly();
		}
	}

	@Test
	void resourcesAreEqualWhenTheyDoTheSameOnTheSameEventLoops() {
		LoopResources one = this.customizer.apply(this.client).configuration().loopResources();
		LoopResources same = this.customizer.apply(this.client).configuration().loopResources();
		assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(this.loops);
		assertThat(new MptcpHttpClientCustomizer(MptcpSockets.create(),
				new ClientSettings(true, OnUnavailable.FALLBACK, true), this.problems::add)
			.apply(this.client)
			.configuration()
			.loopResources()).isNotEqualTo(one);
	}

	@Test
	void aSecondTimeItLeavesTheClientAlone() {
		HttpClient customized = this.customizer.apply(this.client);
		assertThat(this.customizer.apply(customized)).isSameAs(customized);
	}

	@Test
	void resolverOfTheClientStays() {
		assertThat(this.customizer.apply(this.client).configuration().resolver()).isNotNull()
			.isSameAs(this.client.configuration().resolver());
		HttpClient plain = HttpClient.create(this.connections);
		assertThat(plain.configuration().resolver()).isNull();
		assertThat(this.customizer.apply(plain).configuration().resolver()).isNull();
		assertThat(this.customizer.apply(plain).configuration().hasProxy()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aProxyThatIsChosenForEachRequestIsToldTheName(boolean customized) throws IOException {
		try (TunnelProxy proxy = TunnelProxy.start()) {
			HttpClient plain = HttpClient.create(this.connections)
				.proxyWhen(
						(configuration, spec) -> Mono.just(spec.type(Proxy.HTTP).host("127.0.0.1").port(proxy.port())));
			String body = (customized ? this.customizer.apply(plain) : plain).get()
				.uri("http://" + TunnelProxy.THIS_HOST + ":" + server.port() + "/")
				.responseContent()
				.aggregate()
				.asString()
				.block();
			assertThat(body).isEqualTo("hello");
			assertThat(proxy.targets()).containsExactly(TunnelProxy.THIS_HOST + ":" + server.port());
			assertThat(proxy.clients()).containsExactly(customized ? KernelProtocol.MPTCP : KernelProtocol.TCP);
		}
	}

	/**
	 * A limit that README names: a client that has a resolver looks names up itself, and
	 * Fast Open needs one to mark the addresses of a name.
	 */
	@Test
	void withFastOpenSuchAProxyIsToldAnAddress() {
		ClientSettings settings = new ClientSettings(true, OnUnavailable.FALLBACK, true);
		MptcpHttpClientCustomizer fastOpen = new MptcpHttpClientCustomizer(MptcpSockets.create(), settings,
				this.problems::add);
		HttpClient client = HttpClient.create(this.connections)
			.proxyWhen((configuration, spec) -> Mono.just(spec.type(Proxy.HTTP).host("127.0.0.1")));
		assertThat(this.customizer.apply(client).configuration().resolver()).isNull();
		assertThat(fastOpen.apply(client).configuration().resolver()).isNotNull();
	}

	@Test
	void nameIsResolvedByTheResolverThatIsShared() {
		HttpClient plain = HttpClient.create(this.connections)
			.remoteAddress(() -> InetSocketAddress.createUnresolved("localhost", server.port()));
		String atClient = this.customizer.apply(plain)
			.get()
			.uri("/")
			.response()
			.map((response) -> response.responseHeaders().get(Exchange.AT_CLIENT))
			.block();
		assertThat(atClient).isEqualTo("MPTCP");
	}

	@Test
	void resourcesLiveAndEndAsThoseBelow() {
		LoopResources resources = this.customizer.apply(this.client).configuration().loopResources();
		assertThat(resources.daemon()).isEqualTo(this.loops.daemon());
		assertThat(resources.isDisposed()).isFalse();
		resources.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
		assertThat(resources.isDisposed()).isTrue();
		assertThat(this.loops.isDisposed()).isTrue();
	}

	private KernelProtocol connect(HttpClient client) {
		return client.doOnConnected((connection) -> this.channels.add(connection.channel()))
			.get()
			.uri(server.uri("/"))
			.response()
			.map((response) -> KernelProtocol.valueOf(response.responseHeaders().get(Exchange.AT_CLIENT)))
			.block();
	}

	private static KernelProtocol protocol(Channel channel) {
		return KernelSockets.connection((InetSocketAddress) channel.localAddress(),
				(InetSocketAddress) channel.remoteAddress());
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		SimpleUrlHandlerMapping echoMapping() {
			return WebSocketEcho.reactiveMapping();
		}

	}

}
