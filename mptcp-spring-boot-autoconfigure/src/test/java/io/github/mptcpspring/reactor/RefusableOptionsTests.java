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

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Persistence;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.linux.RawOption;
import io.github.mptcpspring.internal.linux.RawOption.Level;
import io.github.mptcpspring.internal.netty.ChannelDescriptor;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Options of Reactor Netty that MPTCP refuses are told once, and connections go on.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class RefusableOptionsTests {

	private static final RawOption TCP_USER_TIMEOUT = new RawOption(Level.TCP, 18);

	/** 5000, little-endian as on x86-64 and AArch64. */
	private static final String FIVE_SECONDS = "88130000";

	private final LoopResources loops = LoopResources.create("refusable", 1, true);

	private final ListenerRegistry listeners = new ListenerRegistry();

	private final List<Listener> changes = new CopyOnWriteArrayList<>();

	private final List<Problem> problems = new CopyOnWriteArrayList<>();

	private DisposableServer server;

	@BeforeEach
	void startServer() {
		HttpServer http = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.runOn(this.loops)
			.handle((request, response) -> response.sendString(Mono.just("hello")));
		this.server = new MptcpHttpServerCustomizer(MptcpSockets.create(),
				new ListenerSettings(true, OnUnavailable.FAIL, 0),
				ListenerObserver.of(List.of(this.listeners, new Recorder(this.changes))))
			.apply(http)
			.childOption(EpollChannelOption.TCP_USER_TIMEOUT, 5000)
			.childOption(ChannelOption.SO_REUSEADDR, true)
			.childOption(EpollChannelOption.TCP_KEEPIDLE, 100)
			.option(new IntegerUnixChannelOption("TCP_LINGER2", 6, 8), 30)
			.bindNow();
	}

	@AfterEach
	void stop() {
		this.server.disposeNow();
		this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
	}

	@Test
	void aServerReportsThemWithItsListenerAndGoesOnWithMptcp(CapturedOutput output) {
		HttpClient client = client(HttpClient.create(ConnectionProvider.newConnection()));
		for (int request = 0; request < 3; request++) {
			assertThat(get(client)).isEqualTo(KernelProtocol.MPTCP);
		}
		// This one only a connected socket refuses
		assertThat(problems()).containsExactlyInAnyOrder(refused("TCP_LINGER2"), refused("TCP_USER_TIMEOUT"),
				refused("SO_REUSEADDR"));
		assertThat(this.changes).isEqualTo(this.listeners.listeners());
		assertThat(this.changes.getFirst().state().problems()).extracting(Problem::persistence)
			.containsOnly(Persistence.PERMANENT);
		assertThat(warnings(output)).isEmpty();
		this.server.disposeNow();
		Awaitility.await().until(() -> this.listeners.listeners().isEmpty());
	}

	@Test
	void connectionsOfAServerHaveWhatTheyTake() throws Exception {
		try (Socket tcp = new Socket()) {
			tcp.connect(new InetSocketAddress("127.0.0.1", this.server.port()));
			int[] accepted = new int[1];
			Awaitility.await().ignoreExceptions().until(() -> {
				accepted[0] = DescriptorOf.theConnection(this.server.port(), tcp.getLocalPort());
				return TCP_USER_TIMEOUT.get(accepted[0]).equals(Optional.of(FIVE_SECONDS));
			});
			assertThat(new RawOption(Level.TCP, 4).get(accepted[0])).contains("64000000");
		}
	}

	@Test
	void aClientReportsThemForItsConnectionsAndGoesOnWithMptcp(CapturedOutput output) {
		HttpClient client = client(HttpClient.create(ConnectionProvider.newConnection())
			.option(EpollChannelOption.TCP_USER_TIMEOUT, 5000)
			.option(EpollChannelOption.TCP_KEEPIDLE, 100));
		List<String> keepIdle = new ArrayList<>();
		for (int request = 0; request < 3; request++) {
			assertThat(get(client.doOnConnected((connection) -> keepIdle.add(keepIdle(connection.channel())))))
				.isEqualTo(KernelProtocol.MPTCP);
		}
		assertThat(keepIdle).hasSize(3).containsOnly("64000000");
		assertThat(this.problems).hasSize(3).containsOnly(this.problems.getFirst());
		assertThat(this.problems.getFirst().description()).contains("TCP_USER_TIMEOUT");
		assertThat(warnings(output)).noneMatch((line) -> line.contains("TCP_USER_TIMEOUT"));
	}

	@Test
	void clientsShareAPoolOnlyWhenTheirOptionsAreTheSame() {
		HttpClient plain = HttpClient.create();
		MptcpHttpClientCustomizer customizer = customizer();
		LoopResources one = resources(customizer, plain.option(EpollChannelOption.TCP_USER_TIMEOUT, 5000));
		LoopResources same = resources(customizer, plain.option(EpollChannelOption.TCP_USER_TIMEOUT, 5000));
		LoopResources other = resources(customizer, plain.option(EpollChannelOption.TCP_USER_TIMEOUT, 6000));
		assertThat(one).isEqualTo(same).isNotEqualTo(other);
	}

	private static LoopResources resources(MptcpHttpClientCustomizer customizer, HttpClient client) {
		return customizer.apply(client).configuration().loopResources();
	}

	private static String keepIdle(Channel channel) {
		return new RawOption(Level.TCP, 4)
			.get(DescriptorOf.the(ChannelDescriptor.find(channel, new Descriptors(new Kernel()))))
			.orElseThrow();
	}

	private MptcpHttpClientCustomizer customizer() {
		return new MptcpHttpClientCustomizer(MptcpSockets.create(), new ClientSettings(true, OnUnavailable.FAIL, false),
				this.problems::add);
	}

	private HttpClient client(HttpClient client) {
		return customizer().apply(client.runOn(this.loops));
	}

	private KernelProtocol get(HttpClient client) {
		List<KernelProtocol> protocols = new CopyOnWriteArrayList<>();
		String body = client.doOnConnected((connection) -> protocols.add(protocol(connection.channel())))
			.get()
			.uri("http://127.0.0.1:" + this.server.port() + "/")
			.responseContent()
			.aggregate()
			.asString()
			.block(Duration.ofSeconds(30));
		assertThat(body).isEqualTo("hello");
		assertThat(protocols).hasSize(1);
		return protocols.getFirst();
	}

	private static KernelProtocol protocol(Channel channel) {
		return KernelSockets.connection((InetSocketAddress) channel.localAddress(),
				(InetSocketAddress) channel.remoteAddress());
	}

	private List<String> problems() {
		assertThat(this.listeners.listeners()).hasSize(1);
		return this.listeners.listeners().getFirst().state().problems().stream().map(Problem::summary).toList();
	}

	private static String refused(String option) {
		return "A socket option is not used: MPTCP sockets of this kernel refuse " + option;
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.matches(".*WARN.*(option|refuse).*")).toList();
	}

	private record Recorder(List<Listener> changes) implements ListenerObserver {

		@Override
		public void opened(Listener listener) {
			// The registry knows
		}

		@Override
		public void changed(Listener before, Listener now) {
			this.changes.add(now);
		}

	}

}
