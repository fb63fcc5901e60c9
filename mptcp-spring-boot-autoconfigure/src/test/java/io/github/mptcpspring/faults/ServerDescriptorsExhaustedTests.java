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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.mptcpspring.faults.ServerProcess.Question;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More clients connect to a server than it has file descriptors.
 */
@Tag("faults")
@MptcpRequired
class ServerDescriptorsExhaustedTests extends FaultTests {

	private static final int FREE_DESCRIPTORS = 40;

	private static final int CLIENTS = 100;

	private static final int REQUESTS = 200;

	private static final int CONCURRENCY = 20;

	// Servers wait longer and longer before they accept again
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@ParameterizedTest
	@TomcatAndNetty
	void clientsWaitForADescriptorAndAllAreAnswered(WebServerKind kind) throws Exception {
		// Every request has a connection of its own
		try (ServerProcess server = ServerProcess.start(kind, "server.tomcat.max-keep-alive-requests=1",
				"server.netty.max-keep-alive-requests=1"); LocalClient client = LocalClient.start()) {
			Set<String> sockets = server.sockets();
			URI root = server.uri("/");
			int descriptors = countOnceAllClassesAreLoaded(server, client, sockets);
			int limit = descriptors + FREE_DESCRIPTORS;
			ProcessDescriptors.limit(server.pid(), limit);
			CompletableFuture<List<String>> outcomes = client.hold(root, CLIENTS);
			Awaitility.await().until(() -> ProcessDescriptors.count(server.pid()) == limit);
			assertThat(outcomes).isNotDone();
			Awaitility.await().atMost(PATIENCE).until(() -> {
				server.ask(Question.OPEN_GATE);
				return outcomes.isDone();
			});
			assertThat(outcomes.get()).hasSize(CLIENTS).containsOnly(LocalClient.RIGHT);
			assertThat(client.countRightAnswers(root, REQUESTS, CONCURRENCY)).isEqualTo(REQUESTS);
			Awaitility.await().untilAsserted(() -> assertThat(server.sockets()).isSubsetOf(sockets));
			assertThat(ProcessDescriptors.count(server.pid())).isEqualTo(descriptors);
			assertThat(server.ask(Question.STOP)).isEqualTo(ServerProcessMain.NOTHING);
		}
	}

	/** Without a descriptor a class that is not in a jar cannot be loaded. */
	private int countOnceAllClassesAreLoaded(ServerProcess server, LocalClient client, Set<String> sockets)
			throws Exception {
		CompletableFuture<List<String>> outcomes = client.hold(server.uri("/"), CONCURRENCY);
		Awaitility.await().until(() -> server.askNumber(Question.ARRIVALS) == CONCURRENCY);
		server.ask(Question.OPEN_GATE);
		assertThat(outcomes.get()).containsOnly(LocalClient.RIGHT);
		assertThat(client.countRightAnswers(server.uri("/"), REQUESTS, CONCURRENCY)).isEqualTo(REQUESTS);
		Awaitility.await().untilAsserted(() -> assertThat(server.sockets()).isSubsetOf(sockets));
		return ProcessDescriptors.count(server.pid());
	}

}
