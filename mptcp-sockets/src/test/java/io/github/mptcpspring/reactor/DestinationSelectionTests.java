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
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.DestinationPattern;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.netty.ChannelDescriptor;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SocketOptions;
import io.github.mptcpspring.testsupport.TunnelProxy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.ProxyProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A client whose settings name destinations connects to these with MPTCP and to all
 * others with TCP, and is otherwise as it would be without the starter, on each transport
 * that Netty has.
 */
@Tag("kernel")
@MptcpRequired
class DestinationSelectionTests {

	@ParameterizedTest
	@EnumSource
	void isMadeWhenTheClientConnects(NettyTransport transport) throws Exception {
		ForkedJvm jvm = transport.run(Application.class);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(NettyTransport.warnings(jvm)).as(jvm.output()).isEmpty();
		assertThat(jvm.output())
			.containsIgnoringCase("Channel: " + transport.name().replace("_", "") + "SocketChannel");
	}

	static final class Application {

		private static final Duration LONG = Duration.ofSeconds(30);

		private static final int BODY = 4_000_000;

		// Reactor Netty 1.3.6 takes a port of one digit for a part of the name
		private static final int UNUSED_PORT = 19;

		private final LoopResources loops = LoopResources.create("destinations", 1, true);

		private final ConnectionProvider connections = ConnectionProvider.create("destinations");

		private final Descriptors descriptors = new Descriptors(new Kernel());

		private final List<Problem> problems = new CopyOnWriteArrayList<>();

		private final List<String> events = new CopyOnWriteArrayList<>();

		private final List<Channel> channels = new CopyOnWriteArrayList<>();

		private final DisposableServer server = serve();

		private Application() {
		}

		static void main(String[] args) throws IOException {
			Application application = new Application();
			application.verifyDestinations();
			application.verifyWhatHandlersSee();
			application.verifyFailures();
			application.verifyThatMptcpIsRequired();
			application.verifyThatAProxyIsTheDestination();
			application.dispose();
		}

		private void verifyDestinations() {
			for (boolean fastOpen : List.of(false, true)) {
				HttpClient excluding = client(fastOpen, List.of(), List.of("127.0.0.2"));
				assertThat(exchange(excluding, "127.0.0.1")).isEqualTo(Protocol.MPTCP);
				assertThat(exchange(excluding, "127.0.0.2")).isEqualTo(Protocol.TCP);
				HttpClient including = client(fastOpen, List.of("127.0.0.0/30", "localhost"),
						List.of("127.0.0.2", "::1"));
				assertThat(exchange(including, "127.0.0.3")).isEqualTo(Protocol.MPTCP);
				assertThat(exchange(including, "127.0.0.2")).isEqualTo(Protocol.TCP);
				assertThat(exchange(including, "127.0.0.4")).isEqualTo(Protocol.TCP);
				assertThat(exchange(including, "localhost")).isEqualTo(Protocol.MPTCP);
			}
			assertThat(this.problems).filteredOn((problem) -> problem.feature() == Problem.Feature.MPTCP).isEmpty();
			System.out.println("Channel: " + this.channels.getFirst().getClass().getSimpleName());
		}

		private void verifyWhatHandlersSee() {
			HttpClient plain = plainClient();
			takeEvents();
			request(plain, "127.0.0.5");
			List<String> expected = takeEvents();
			SocketOptions tcp = optionsOf(this.channels.getLast());
			request(client(false, List.of("127.0.0.6"), List.of()), "127.0.0.6");
			assertThat(takeEvents()).isEqualTo(expected).contains("registered");
			assertThat(protocol()).isEqualTo(Protocol.MPTCP);
			SocketOptions mptcp = optionsOf(this.channels.getLast());
			request(plain, "127.0.0.7");
			SocketOptions.verifyAlikeOnceConnected(tcp, mptcp, optionsOf(this.channels.getLast()));
		}

		private void verifyFailures() {
			HttpClient client = client(false, List.of("127.0.0.1", "192.0.2.0/24"), List.of());
			Throwable expected = failure(plainClient(), "http://127.0.0.1:" + UNUSED_PORT + "/");
			Throwable refused = failure(client, "http://127.0.0.1:" + UNUSED_PORT + "/");
			assertThat(refused).hasRootCauseInstanceOf(ConnectException.class)
				.hasSameClassAs(expected)
				.hasMessage(expected.getMessage());
		}

		private void verifyThatMptcpIsRequired() {
			MptcpSockets none = new ProcessSockets(
					new Kernel(Problem.permanent("there is none here", "Look elsewhere")));
			ClientSettings settings = new ClientSettings(true, OnUnavailable.FAIL, false, List.of(),
					patterns(List.of("127.0.0.8")));
			HttpClient client = new MptcpHttpClientCustomizer(none, settings, this.problems::add).apply(plainClient());
			request(client, "127.0.0.8");
			assertThat(protocol()).isEqualTo(Protocol.TCP);
			assertThat(failure(client, "http://127.0.0.9:" + this.server.port() + "/"))
				.hasRootCauseInstanceOf(MptcpUnavailableException.class);
		}

		private void verifyThatAProxyIsTheDestination() throws IOException {
			try (TunnelProxy proxy = TunnelProxy.start()) {
				HttpClient client = plainClient()
					.proxy((spec) -> spec.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(proxy.port()));
				HttpClient excluding = customize(client, false, List.of(), List.of("127.0.0.1"));
				request(excluding, "127.0.0.2");
				assertThat(protocol()).isEqualTo(Protocol.TCP);
				HttpClient including = customize(client, false, List.of("127.0.0.1"), List.of());
				request(including, "127.0.0.2");
				assertThat(protocol()).isEqualTo(Protocol.MPTCP);
				assertThat(proxy.targets()).hasSize(2);
			}
		}

		private static Throwable failure(HttpClient client, String uri) {
			List<Throwable> failures = new ArrayList<>();
			assertThatException().isThrownBy(() -> client.get().uri(uri).response().block(LONG))
				.satisfies(failures::add);
			return failures.getFirst();
		}

		private List<String> takeEvents() {
			List<String> taken = List.copyOf(this.events);
			this.events.clear();
			return taken;
		}

		private Protocol exchange(HttpClient client, String host) {
			request(client, host);
			// Over the same connection, if it is back in the pool
			request(client, host);
			return protocol();
		}

		private void request(HttpClient client, String host) {
			byte[] body = new byte[BODY];
			Arrays.fill(body, (byte) host.length());
			byte[] echo = client.post()
				.uri("http://" + host + ":" + this.server.port() + "/")
				.send(parts(body))
				.responseContent()
				.aggregate()
				.asByteArray()
				.block(LONG);
			assertThat(echo).isEqualTo(body);
		}

		private Protocol protocol() {
			return ChannelDescriptor.classify(this.channels.getLast(), this.descriptors).orElseThrow().protocol();
		}

		private static Flux<ByteBuf> parts(byte[] body) {
			int half = body.length / 2;
			return Flux
				.just(Unpooled.wrappedBuffer(body, 0, half), Unpooled.wrappedBuffer(body, half, body.length - half))
				.delayElements(Duration.ofMillis(20));
		}

		private HttpClient plainClient() {
			return HttpClient.create(this.connections)
				.runOn(this.loops)
				.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
				.doOnChannelInit((observer, channel, address) -> channel.pipeline().addLast(new EventRecorder()))
				.doOnConnected((connection) -> this.channels.add(connection.channel()));
		}

		private HttpClient client(boolean fastOpen, List<String> include, List<String> exclude) {
			return customize(plainClient(), fastOpen, include, exclude);
		}

		private HttpClient customize(HttpClient client, boolean fastOpen, List<String> include, List<String> exclude) {
			return new MptcpHttpClientCustomizer(MptcpSockets.create(),
					new ClientSettings(true, OnUnavailable.FAIL, fastOpen, patterns(include), patterns(exclude)),
					this.problems::add)
				.apply(client);
		}

		private static List<DestinationPattern> patterns(List<String> texts) {
			return texts.stream().map(DestinationPattern::of).toList();
		}

		private DisposableServer serve() {
			HttpServer httpServer = HttpServer.create()
				.host("127.0.0.1")
				.bindAddress(() -> new InetSocketAddress("0.0.0.0", 0))
				.runOn(this.loops)
				.handle((request, response) -> response
					.send(Flux.concat(request.receive().retain(), Mono.<ByteBuf>empty())));
			return new MptcpHttpServerCustomizer(MptcpSockets.create(),
					new ListenerSettings(true, OnUnavailable.FAIL, 0), (opened) -> {
					})
				.apply(httpServer)
				.bindNow();
		}

		private SocketOptions optionsOf(Channel channel) {
			return SocketOptions.of(DescriptorOf.the(ChannelDescriptor.find(channel, this.descriptors)));
		}

		private void dispose() {
			this.connections.disposeLater().block(LONG);
			this.server.disposeNow();
			this.loops.disposeLater(Duration.ofMillis(50), LONG).block();
		}

		/**
		 * Records what handlers of a channel see.
		 */
		private final class EventRecorder extends ChannelInboundHandlerAdapter {

			@Override
			public void handlerAdded(ChannelHandlerContext context) {
				Application.this.events.add("added while registered " + context.channel().isRegistered());
			}

			@Override
			public void handlerRemoved(ChannelHandlerContext context) {
				Application.this.events.add("removed");
			}

			@Override
			public void channelRegistered(ChannelHandlerContext context) {
				Application.this.events.add("registered");
				context.fireChannelRegistered();
			}

			@Override
			public void channelUnregistered(ChannelHandlerContext context) {
				Application.this.events.add("unregistered");
				context.fireChannelUnregistered();
			}

		}

	}

}
