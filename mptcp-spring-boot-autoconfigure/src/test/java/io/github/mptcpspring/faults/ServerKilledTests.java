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

package io.github.mptcpspring.faults;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.mptcpspring.faults.ServerProcess.Question;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server is killed with SIGKILL while clients have connections to it, idle and with
 * requests in flight, and started again on the same port.
 */
@Tag("faults")
class ServerKilledTests extends FaultTests {

	private static final int POOLED = 20;

	private static final int IN_FLIGHT = 10;

	private static final int REQUESTS = 200;

	@ParameterizedTest
	@TomcatAndNetty
	@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
	void requestsInFlightFailAsOverTcpAndThePoolRecovers(WebServerKind kind) throws Exception {
		try (LocalClient mptcp = LocalClient.start();
				LocalClient tcp = LocalClient.start("client.mptcp.enabled=false")) {
			int port;
			try (ServerProcess server = ServerProcess.start(kind)) {
				port = server.address().getPort();
				fillPool(mptcp, server);
				assertThat(KernelCounters.read().get("MPCurrEstab")).isEqualTo(2 * POOLED);
				fillPool(tcp, server);
				assertThat(KernelCounters.read().get("MPCurrEstab")).isEqualTo(2 * POOLED);
				CompletableFuture<List<String>> overMptcp = hold(mptcp, server, IN_FLIGHT);
				CompletableFuture<List<String>> overTcp = hold(tcp, server, IN_FLIGHT);
				server.kill();
				assertThat(overMptcp.get()).hasSize(IN_FLIGHT)
					.doesNotContain(LocalClient.RIGHT)
					.isEqualTo(overTcp.get());
			}
			URI root = URI.create("http://127.0.0.1:" + port);
			assertThat(LocalClient.outcome(mptcp.get(root)).block()).contains("ConnectException", "Connection refused")
				.isEqualTo(LocalClient.outcome(tcp.get(root)).block());
			assertNoSocketIsLeft();
			try (ServerProcess _ = ServerProcess.start(kind, "server.port=" + port)) {
				KernelCounters restarted = KernelCounters.read();
				assertThat(mptcp.countRightAnswers(root, REQUESTS, POOLED)).isEqualTo(REQUESTS);
				assertThat(KernelCounters.read().since(restarted, "MPCapableACKRX")).isPositive();
				assertThat(tcp.countRightAnswers(root, REQUESTS, POOLED)).isEqualTo(REQUESTS);
			}
		}
	}

	private void fillPool(LocalClient client, ServerProcess server) throws Exception {
		CompletableFuture<List<String>> outcomes = hold(client, server, POOLED);
		server.ask(Question.OPEN_GATE);
		assertThat(outcomes.get()).hasSize(POOLED).containsOnly(LocalClient.RIGHT);
	}

	private CompletableFuture<List<String>> hold(LocalClient client, ServerProcess server, int count) {
		long arrivals = server.askNumber(Question.ARRIVALS) + count;
		CompletableFuture<List<String>> outcomes = client.hold(server.uri("/"), count);
		Awaitility.await().until(() -> server.askNumber(Question.ARRIVALS) == arrivals);
		return outcomes;
	}

}
