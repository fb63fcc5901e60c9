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
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.netty.ChannelConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpLoopResources}.
 */
@Tag("kernel")
class MptcpLoopResourcesTests {

	private static final ProblemObserver SILENT = (problem) -> {
	};

	private final LoopResources loops = LoopResources.create("mptcp-loops", 1, true);

	private final MptcpSockets sockets = MptcpSockets.create();

	@AfterEach
	void dispose() {
		this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
	}

	@Test
	@MptcpRequired
	void bothEndsSpeakMptcpAndTheServerHasItsName() {
		List<String> opened = new CopyOnWriteArrayList<>();
		LoopResources ofServer = MptcpLoopResources.forServer(this.loops, this.sockets,
				new ListenerSettings(true, OnUnavailable.FAIL, 0),
				(listener) -> opened.add(listener.server() + " " + listener.state().protocol()), "Echo");
		// A client with Fast Open would not connect before it has written
		LoopResources ofClients = MptcpLoopResources.forClients(this.loops, this.sockets,
				new ClientSettings(true, OnUnavailable.FAIL, true), SILENT);
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.port(0)
			.runOn(ofServer)
			.handle((in, out) -> out.sendString(Mono.just("hello")).neverComplete())
			.bindNow();
		try {
			Connection connection = TcpClient.newConnection()
				.host("127.0.0.1")
				.port(server.port())
				.runOn(ofClients)
				.connectNow();
			assertThat(connection.inbound().receive().asString().blockFirst(Duration.ofSeconds(10))).isEqualTo("hello");
			assertThat(ChannelConnection.of(connection.channel(), this.sockets).map(MptcpConnection::protocol))
				.contains(Protocol.MPTCP);
			connection.disposeNow();
		}
		finally {
			server.disposeNow();
		}
		assertThat(opened).containsExactly("Echo MPTCP");
	}

	@Test
	void plainSettingsChangeNothing() {
		assertThat(MptcpLoopResources.forServer(this.loops, this.sockets, ListenerSettings.PLAIN, (listener) -> {
		}, "Echo")).isSameAs(this.loops);
		assertThat(MptcpLoopResources.forClients(this.loops, this.sockets,
				new ClientSettings(false, OnUnavailable.FALLBACK, true), SILENT))
			.isSameAs(this.loops);
	}

	@Test
	void clientsWithEqualSettingsShareAConnectionPool() {
		ClientSettings settings = new ClientSettings(true, OnUnavailable.FALLBACK, false);
		assertThat(MptcpLoopResources.forClients(this.loops, this.sockets, settings, SILENT))
			.isEqualTo(MptcpLoopResources.forClients(this.loops, this.sockets, settings, SILENT))
			.isNotEqualTo(this.loops);
	}

}
