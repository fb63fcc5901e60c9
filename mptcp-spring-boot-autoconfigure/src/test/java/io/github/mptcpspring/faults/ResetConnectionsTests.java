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
 * Clients reset their MPTCP connections in the middle of a response.
 */
@Tag("faults")
@MptcpRequired
class ResetConnectionsTests extends FaultTests {

	private static final int CONNECTIONS = 500;

	private static final int REQUESTS = 200;

	private static final int CONCURRENCY = 20;

	// A connection that is kept takes 14 kB on Reactor Netty and 100 kB on Tomcat
	private static final long HEAP_TOLERANCE = CONNECTIONS * 6000L;

	@ParameterizedTest
	@TomcatAndNetty
	void theServerFreesTheirDescriptorsAndServesOthers(WebServerKind kind) throws Exception {
		try (ServerProcess server = ServerProcess.start(kind)) {
			Set<String> sockets = server.sockets();
			resetInMidResponse(server, CONNECTIONS / 10);
			long heap = server.askNumber(Question.HEAP);
			resetInMidResponse(server, CONNECTIONS);
			Awaitility.await().untilAsserted(() -> assertThat(server.sockets()).isSubsetOf(sockets));
			assertThat(server.askNumber(Question.HEAP) - heap).isLessThan(HEAP_TOLERANCE);
			assertThat(server.ask(Question.STOP)).isEqualTo(ServerProcessMain.NOTHING);
		}
	}

	private void resetInMidResponse(ServerProcess server, int count) throws IOException {
		try (LocalClient others = LocalClient.start()) {
			for (int i = 0; i < count; i++) {
				try (HttpConnection connection = HttpConnection.mptcp(server.address())) {
					connection.request("/stream?bytes=1000000000");
					connection.readHead();
					connection.reset();
				}
			}
			assertThat(others.countRightAnswers(server.uri("/"), REQUESTS, CONCURRENCY)).isEqualTo(REQUESTS);
		}
	}

}
