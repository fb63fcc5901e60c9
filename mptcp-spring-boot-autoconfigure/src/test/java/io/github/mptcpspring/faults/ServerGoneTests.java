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
import java.util.concurrent.CompletableFuture;

import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The only path to a server goes away under a client's pool.
 */
@Tag("faults")
class ServerGoneTests extends FaultTests {

	private static final String ADDRESS = "127.0.0.9";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * TCP is over with the reset, MPTCP waits for another path as long as
	 * {@code net.mptcp.close_timeout} says.
	 * @throws Exception when the test cannot be run
	 */
	@Test
	@InNetworkNamespace(sysctl = { "net.mptcp.enabled=1", "net.mptcp.close_timeout=1" })
	void resetByTheNetworkFailsTheRequestOnAPooledConnection() throws Exception {
		assertFailsAfter(PacketFilter::reset);
	}

	@Test
	@InNetworkNamespace(sysctl = { "net.mptcp.enabled=1", "net.mptcp.close_timeout=1", "net.ipv4.tcp_retries2=3" })
	void silenceOfTheNetworkFailsTheRequestWhenTheKernelGivesUp() throws Exception {
		assertFailsAfter(PacketFilter::drop);
	}

	private void assertFailsAfter(NetworkFault fault) throws Exception {
		try (ServerProcess server = ServerProcess.start(WebServerKind.TOMCAT);
				LocalClient mptcp = LocalClient.start("spring.http.clients.read-timeout=10m");
				LocalClient tcp = LocalClient.start("client.mptcp.enabled=false",
						"spring.http.clients.read-timeout=10m")) {
			URI root = URI.create("http://" + ADDRESS + ":" + server.address().getPort());
			assertThat(mptcp.countRightAnswers(root, 1, 1)).isOne();
			assertThat(tcp.countRightAnswers(root, 1, 1)).isOne();
			assertThat(KernelCounters.read().get("MPCurrEstab")).isEqualTo(2);
			fault.happen(PacketFilter.create(), ADDRESS);
			CompletableFuture<String> overMptcp = LocalClient.outcome(mptcp.get(root)).toFuture();
			CompletableFuture<String> overTcp = LocalClient.outcome(tcp.get(root)).toFuture();
			assertThat(overTcp).succeedsWithin(PATIENCE).isNotEqualTo(LocalClient.RIGHT);
			assertThat(overMptcp).succeedsWithin(PATIENCE).isNotEqualTo(LocalClient.RIGHT);
			assertNoSocketIsLeft();
		}
	}

}
