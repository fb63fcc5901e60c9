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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.mptcpspring.faults.ServerProcess.Question;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients connect with MPTCP and fall silent at once, in the middle of a request or after
 * it.
 */
@Tag("faults")
@MptcpRequired
class SilentClientsTests extends FaultTests {

	private static final int CONNECTIONS = 1000;

	private static final int REQUESTS = 200;

	private static final int CONCURRENCY = 20;

	// A connection that is kept takes 14 kB on Reactor Netty and 100 kB on Tomcat
	private static final long HEAP_TOLERANCE = CONNECTIONS * 3000L;

	private static final List<String> LAST_WORDS = List.of("", "GET /answer?number=1 HT",
			"GET /answer?number=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");

	@ParameterizedTest
	@TomcatAndNetty
	void theServersTimeoutsFreeTheirDescriptorsAndOthersAreServed(WebServerKind kind) throws Exception {
		try (ServerProcess server = ServerProcess.start(kind, "server.tomcat.connection-timeout=2s",
				"server.tomcat.keep-alive-timeout=2s", "server.netty.idle-timeout=2s")) {
			Set<String> sockets = server.sockets();
			fallSilent(server, CONNECTIONS / 10);
			long heap = server.askNumber(Question.HEAP);
			fallSilent(server, CONNECTIONS);
			Awaitility.await().untilAsserted(() -> assertThat(server.sockets()).isSubsetOf(sockets));
			Awaitility.await()
				.untilAsserted(() -> assertThat(server.askNumber(Question.HEAP) - heap).isLessThan(HEAP_TOLERANCE));
			assertThat(server.ask(Question.STOP)).isEqualTo(ServerProcessMain.NOTHING);
		}
	}

	private void fallSilent(ServerProcess server, int count) throws IOException {
		List<HttpConnection> connections = new ArrayList<>();
		try (LocalClient others = LocalClient.start()) {
			for (int i = 0; i < count; i++) {
				HttpConnection connection = HttpConnection.mptcp(server.address());
				connections.add(connection);
				connection.send(LAST_WORDS.get(i % LAST_WORDS.size()));
			}
			assertThat(others.countRightAnswers(server.uri("/"), REQUESTS, CONCURRENCY)).isEqualTo(REQUESTS);
			for (HttpConnection connection : connections) {
				awaitEnd(connection);
			}
		}
		finally {
			for (HttpConnection connection : connections) {
				connection.close();
			}
		}
	}

	/** The server may say something before it closes, but close it must. */
	private void awaitEnd(HttpConnection connection) throws IOException {
		connection.input().readAllBytes();
	}

}
