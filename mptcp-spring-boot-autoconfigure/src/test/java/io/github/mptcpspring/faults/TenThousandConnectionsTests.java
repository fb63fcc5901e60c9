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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.mptcpspring.faults.ServerProcess.Question;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.Prerequisite;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 10 000 connections are open to one server at the same time, each with a request.
 */
@Tag("faults")
class TenThousandConnectionsTests extends FaultTests {

	private static final int CONNECTIONS = 10_000;

	// On a busy machine, SYNs of more at a time get lost, and the kernel falls back
	private static final int CONNECTIONS_AT_A_TIME = 1000;

	private static final int DESCRIPTORS = 11_000;

	// What is kept of a connection is more than a thousand bytes, as every buffer is
	private static final long HEAP_TOLERANCE = CONNECTIONS * 1000L;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@ParameterizedTest
	@TomcatAndNetty
	@InNetworkNamespace(
			sysctl = { "net.mptcp.enabled=1", "net.core.somaxconn=16384", "net.ipv4.tcp_max_syn_backlog=16384" })
	void everyRequestGetsItsAnswerAndNothingIsLeft(WebServerKind kind) throws Exception {
		requireDescriptors();
		// Connections end with their response, so both applications must be rid of them
		try (ServerProcess server = ServerProcess.start(List.of("-Xmx1536m"), kind,
				"server.tomcat.max-connections=12000", "server.tomcat.accept-count=16384",
				"server.tomcat.max-keep-alive-requests=1", "server.netty.max-keep-alive-requests=1")) {
			Set<String> serverSockets = server.sockets();
			KernelCounters countersBefore = KernelCounters.read();
			try (LocalClient client = LocalClient.start("spring.http.clients.read-timeout=5m")) {
				assertThat(client.get(server.uri("/answer?number=0")).block()).isEqualTo(Answers.to(0));
				long serverHeap = server.askNumber(Question.HEAP);
				long clientHeap = Heap.used();

				List<CompletableFuture<List<String>>> outcomes = open(client, server);
				// Both ends count
				assertThat(KernelCounters.read().since(countersBefore, "MPCurrEstab")).isEqualTo(2 * CONNECTIONS);
				server.ask(Question.OPEN_GATE);
				assertThat(outcomes).allSatisfy((some) -> assertThat(some).succeedsWithin(PATIENCE)
					.satisfies(
							(each) -> assertThat(each).hasSize(CONNECTIONS_AT_A_TIME).containsOnly(LocalClient.RIGHT)));

				assertNoSocketIsLeft();
				Awaitility.await().untilAsserted(() -> assertThat(server.sockets()).isSubsetOf(serverSockets));
				Awaitility.await()
					.untilAsserted(() -> assertThat(server.askNumber(Question.HEAP) - serverHeap).as("server's heap")
						.isLessThan(HEAP_TOLERANCE));
				Awaitility.await()
					.untilAsserted(
							() -> assertThat(Heap.used() - clientHeap).as("client's heap").isLessThan(HEAP_TOLERANCE));
			}
			assertThat(server.ask(Question.STOP)).isEqualTo(ServerProcessMain.NOTHING);
		}
	}

	private static List<CompletableFuture<List<String>>> open(LocalClient client, ServerProcess server) {
		List<CompletableFuture<List<String>>> outcomes = new ArrayList<>();
		for (int open = 0; open < CONNECTIONS; open += CONNECTIONS_AT_A_TIME) {
			outcomes.add(client.hold(server.uri("/"), open, CONNECTIONS_AT_A_TIME));
			int expected = open + CONNECTIONS_AT_A_TIME;
			Awaitility.await().atMost(PATIENCE).until(() -> server.askNumber(Question.ARRIVALS) == expected);
		}
		return outcomes;
	}

	/** The JVM has raised its limit as far as it may, and so does the server's. */
	private void requireDescriptors() throws IOException {
		String limits = Files.readString(Path.of("/proc/self/limits"));
		Matcher matcher = Pattern.compile("Max open files +\\d+ +(\\d+)").matcher(limits);
		Prerequisite.require(matcher.find() && Long.parseLong(matcher.group(1)) >= DESCRIPTORS,
				"a process may not open " + DESCRIPTORS + " files here, see: ulimit -Hn");
	}

}
