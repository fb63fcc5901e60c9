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

package io.github.mptcpspring.actuate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.ConnectionSnapshots;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.connection.SharedReading;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionMeters}.
 */
class ConnectionMetersTests {

	private static final ConnectionSnapshot SOME = ConnectionSnapshots.none()
		.mptcp(Role.SERVER, 2)
		.mptcp(Role.SERVER, 3)
		.mptcp(Role.CLIENT, 1)
		.others(Role.SERVER, Protocol.FALLBACK, 4)
		.others(Role.CLIENT, Protocol.FALLBACK, 5)
		.others(Role.SERVER, Protocol.TCP, 6)
		.others(Role.CLIENT, Protocol.TCP, 7)
		.snapshot();

	private final AtomicInteger reads = new AtomicInteger();

	private final ConnectionMeters meters = new ConnectionMeters(() -> {
		this.reads.incrementAndGet();
		return Optional.of(SOME);
	});

	@Test
	void connectionsAndSubflowsAreCounted() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.meters.bindTo(registry);
		assertThat(registry.getMeters()).hasSize(8);
		assertThat(connections(registry, "mptcp", "server")).isEqualTo(2);
		assertThat(connections(registry, "mptcp", "client")).isEqualTo(1);
		assertThat(connections(registry, "fallback", "server")).isEqualTo(4);
		assertThat(connections(registry, "fallback", "client")).isEqualTo(5);
		assertThat(connections(registry, "tcp", "server")).isEqualTo(6);
		assertThat(connections(registry, "tcp", "client")).isEqualTo(7);
		assertThat(subflows(registry, "server")).isEqualTo(5);
		assertThat(subflows(registry, "client")).isEqualTo(1);
	}

	@Test
	void nothingIsReadUntilSomeoneScrapes() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		this.meters.bindTo(registry);
		assertThat(registry.getMeters()).hasSize(8);
		assertThat(this.reads).hasValue(0);
	}

	@Test
	void oneReadServesAScrapeAlsoInACompositeAsBootMakesIt() {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		CompositeMeterRegistry composite = new CompositeMeterRegistry().add(prometheus).add(new SimpleMeterRegistry());
		ConnectionMeters shared = new ConnectionMeters(new SharedReading<>(() -> {
			this.reads.incrementAndGet();
			return Optional.of(SOME);
		})::get);
		shared.bindTo(composite);
		assertThat(prometheus.scrape()).contains("mptcp_connections{protocol=\"fallback\",role=\"client\"} 5.0");
		// Eight meters ask; another read when they take longer than a second
		assertThat(this.reads).hasValueBetween(1, 3);
	}

	@Test
	void whereTheKernelCannotBeAskedThereIsNoNumber() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new ConnectionMeters(Optional::empty).bindTo(registry);
		assertThat(connections(registry, "mptcp", "server")).isNaN();
		assertThat(subflows(registry, "client")).isNaN();
	}

	@MptcpRequired
	@Test
	void connectionsOfThisProcessAreSeenToComeAndGo() throws IOException {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			new ConnectionMeters(new ProcessConnections(new Kernel())).bindTo(registry);
			double fallbackBefore = connections(registry, "fallback", "client");
			double tcpBefore = connections(registry, "tcp", "server");
			try (HttpConnection client = HttpConnection
				.mptcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
					Socket accepted = server.accept()) {
				assertThat(client).isNotNull();
				assertThat(accepted.isConnected()).isTrue();
				Awaitility.await().until(() -> connections(registry, "fallback", "client") == fallbackBefore + 1);
				assertThat(connections(registry, "tcp", "server") - tcpBefore).isEqualTo(1);
			}
			Awaitility.await().until(() -> connections(registry, "fallback", "client") == fallbackBefore);
			assertThat(connections(registry, "tcp", "server")).isEqualTo(tcpBefore);
		}
	}

	private static double connections(MeterRegistry registry, String protocol, String role) {
		return registry.get("mptcp.connections").tags("protocol", protocol, "role", role).gauge().value();
	}

	private static double subflows(MeterRegistry registry, String role) {
		return registry.get("mptcp.subflows").tags("role", role).gauge().value();
	}

}
