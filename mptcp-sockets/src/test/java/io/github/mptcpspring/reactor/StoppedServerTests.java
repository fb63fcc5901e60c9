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

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SharedHttpResources;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of Reactor Netty that stops ends the pools of the clients of this JVM that are
 * connected to it, with and without MPTCP.
 */
@Tag("kernel")
@MptcpRequired
class StoppedServerTests {

	private final List<String> pools = new CopyOnWriteArrayList<>();

	@BeforeEach
	void watchPools() {
		HttpResources.set(ConnectionProvider.builder("stopped").metrics(true, () -> new Registrar(this.pools)).build());
	}

	@AfterEach
	void reset() {
		SharedHttpResources.dispose();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void clientReachesTheNextServerOnTheSamePort(boolean mptcp) {
		DisposableServer first = start(mptcp, 0, "first");
		HttpClient client = HttpClient.create();
		assertThat(get(client, first.port())).isEqualTo("first");
		first.disposeNow();
		DisposableServer second = start(mptcp, first.port(), "second");
		try {
			assertThat(get(client, first.port())).isEqualTo("second");
		}
		finally {
			second.disposeNow();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void noPoolIsLeft(boolean mptcp) {
		for (int i = 0; i < 3; i++) {
			DisposableServer server = start(mptcp, 0, "server");
			assertThat(get(HttpClient.create(), server.port())).isEqualTo("server");
			assertThat(this.pools).hasSize(1);
			server.disposeNow();
			Awaitility.await().until(this.pools::isEmpty);
		}
	}

	private static DisposableServer start(boolean mptcp, int port, String answer) {
		HttpServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(port)
			.handle((request, response) -> response.sendString(Mono.just(answer)));
		ListenerSettings settings = new ListenerSettings(mptcp, OnUnavailable.FAIL, 0);
		return new MptcpHttpServerCustomizer(MptcpSockets.create(), settings, (listener) -> {
		}).apply(server).bindNow();
	}

	private static String get(HttpClient client, int port) {
		return client.get().uri("http://127.0.0.1:" + port + "/").responseContent().aggregate().asString().block();
	}

	private record Registrar(List<String> pools) implements ConnectionProvider.MeterRegistrar {

		@Override
		public void registerMetrics(String poolName, String id, SocketAddress remoteAddress,
				ConnectionPoolMetrics metrics) {
			this.pools.add(id);
		}

		@Override
		public void deRegisterMetrics(String poolName, String id, SocketAddress remoteAddress) {
			this.pools.remove(id);
		}

	}

}
