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

package io.github.mptcpspring.internal.netty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;
import io.github.mptcpspring.reactor.MptcpHttpServerCustomizer;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.netty.channel.Channel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeadConnectionHandler} with the sockets of this kernel.
 */
@Tag("kernel")
@MptcpRequired
class DeadConnectionHandlerTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final LoopResources loops = LoopResources.create("given-up", 1, true);

	private final ConnectionProvider connections = ConnectionProvider.create("given-up");

	private final List<DisposableServer> servers = new ArrayList<>();

	private final List<Channel> asked = new CopyOnWriteArrayList<>();

	private final DeadConnectionReaper watch = new DeadConnectionReaper((channel) -> {
		this.asked.add(channel);
		return false;
	}, System::nanoTime);

	@AfterEach
	void dispose() {
		this.servers.forEach(DisposableServer::disposeNow);
		this.connections.disposeLater().block(LONG);
		this.loops.disposeLater(Duration.ZERO, LONG).block(LONG);
	}

	@Test
	void onlyConnectionsThatSpeakMptcpAreAskedAbout() {
		int tcpPort = serve(HttpServer.create());
		int mptcpPort = serve(new MptcpHttpServerCustomizer(MptcpSockets.create(),
				new ListenerSettings(true, OnUnavailable.FAIL, 0), (opened) -> {
				})
			.apply(HttpServer.create()));
		HttpClient tcpClient = HttpClient.create(this.connections).runOn(this.loops);
		HttpClient mptcpClient = new MptcpHttpClientCustomizer(MptcpSockets.create(),
				new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
				})
			.apply(tcpClient);
		Channel tcp = connect(tcpClient, mptcpPort);
		Channel fellBack = connect(mptcpClient, tcpPort);
		Channel mptcp = connect(mptcpClient, mptcpPort);
		// They are asked about in the order in which they were made
		Awaitility.await().until(() -> this.asked.contains(mptcp));
		assertThat(this.asked).containsOnly(mptcp);
		assertThat(List.of(tcp, fellBack, mptcp)).doesNotHaveDuplicates().allMatch(Channel::isActive);
	}

	// The connection stays in the pool
	private Channel connect(HttpClient client, int port) {
		List<Channel> channels = new CopyOnWriteArrayList<>();
		String answer = client
			.doOnChannelInit((observer, channel, remote) -> channel.pipeline()
				.addFirst(new DeadConnectionHandler(new Descriptors(new Kernel()), () -> this.watch)))
			.doOnConnected((connection) -> channels.add(connection.channel()))
			.get()
			.uri("http://127.0.0.1:" + port)
			.responseSingle((response, body) -> body.asString())
			.block(LONG);
		assertThat(answer).isEqualTo("hello");
		return channels.getFirst();
	}

	private int serve(HttpServer server) {
		DisposableServer bound = server.host("127.0.0.1")
			.port(0)
			.runOn(this.loops)
			.handle((request, response) -> response.sendString(Mono.just("hello")))
			.bindNow(LONG);
		this.servers.add(bound);
		return bound.port();
	}

}
