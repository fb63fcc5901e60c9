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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.netty.ChannelDescriptor;
import io.github.mptcpspring.internal.netty.ListenerPreparation;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SocketOptions;
import io.netty.channel.Channel;
import io.netty.channel.socket.ServerSocketChannel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every option that the kernel tells of the sockets of Reactor Netty is what it would be
 * without MPTCP, before and after they are connected, on each transport that Netty has.
 */
@Tag("kernel")
@MptcpRequired
class NettyOptionsTests {

	@ParameterizedTest
	@EnumSource
	void ofEveryChannel(NettyTransport transport) throws Exception {
		ForkedJvm jvm = transport.run(Application.class);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).containsIgnoringCase(
				"Listener: " + transport.name().replace("_", "") + ServerSocketChannel.class.getSimpleName());
	}

	static final class Application {

		private final LoopResources loops = LoopResources.create("options", 1, true);

		private Application() {
		}

		static void main(String[] args) {
			Application application = new Application();
			application.verify();
			application.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
		}

		private void verify() {
			Map<String, SocketOptions> untouched = exchange(false);
			Map<String, SocketOptions> mptcp = exchange(true);
			Map<String, SocketOptions> tcp = exchange(false);
			for (String fresh : List.of("listener", "client")) {
				SocketOptions.verifyAlike(tcp.get(fresh), mptcp.get(fresh), untouched.get(fresh));
			}
			for (String connected : List.of("bound listener", "accepted", "connected client")) {
				SocketOptions.verifyAlikeOnceConnected(tcp.get(connected), mptcp.get(connected),
						untouched.get(connected));
			}
			assertThat(tcp.get("connected client").toString()).contains("TCP 1=01000000");
		}

		private Map<String, SocketOptions> exchange(boolean mptcp) {
			Map<String, SocketOptions> options = new ConcurrentHashMap<>();
			HttpServer httpServer = HttpServer.create()
				.host("127.0.0.1")
				.port(0)
				.runOn(this.loops, LoopResources.DEFAULT_NATIVE)
				.doOnConnection((connection) -> options.put("accepted", optionsOf(connection.channel())))
				.handle((request, response) -> response.sendString(Mono.just("hello")));
			HttpClient httpClient = HttpClient.create(ConnectionProvider.newConnection())
				.runOn(this.loops, LoopResources.DEFAULT_NATIVE)
				.doOnChannelInit((observer, channel, address) -> options.put("client", optionsOf(channel)))
				.doOnConnected((connection) -> options.put("connected client", optionsOf(connection.channel())));
			if (mptcp) {
				httpServer = new MptcpHttpServerCustomizer(MptcpSockets.create(),
						new ListenerSettings(true, OnUnavailable.FAIL, 0), (opened) -> {
						})
					.apply(httpServer);
				httpClient = new MptcpHttpClientCustomizer(MptcpSockets.create(),
						new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
						})
					.apply(httpClient);
			}
			Channel listener = null;
			try {
				DisposableServer server = httpServer.bindNow();
				options.put("bound listener", optionsOf(server.channel()));
				assertThat(httpClient.get()
					.uri("http://127.0.0.1:" + server.port() + "/")
					.responseContent()
					.aggregate()
					.asString()
					.block(Duration.ofSeconds(30))).isEqualTo("hello");
				server.disposeNow();
				listener = fresh(mptcp);
				System.out.println("Listener: " + listener.getClass().getSimpleName());
				options.put("listener", optionsOf(listener));
			}
			finally {
				if (listener != null) {
					listener.unsafe().closeForcibly();
				}
			}
			return options;
		}

		private Channel fresh(boolean mptcp) {
			LoopResources resources = mptcp ? PreparingLoopResources.wrap(() -> this.loops,
					new ListenerPreparation(new ListenerSockets(new ProcessSockets(),
							new ListenerSettings(true, OnUnavailable.FAIL, 0), (opened) -> {
							})))
					: this.loops;
			return resources.onChannel(ServerSocketChannel.class, resources.onServer(LoopResources.DEFAULT_NATIVE));
		}

		private static SocketOptions optionsOf(Channel channel) {
			return SocketOptions.of(DescriptorOf.the(ChannelDescriptor.find(channel, new Descriptors(new Kernel()))));
		}

	}

}
