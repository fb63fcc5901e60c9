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

package io.github.mptcpspring.endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.LoopbackAddress;
import io.github.mptcpspring.testsupport.NetworkNamespace;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a connection whose first data came in the SYN is shown as such.
 */
@Tag("endpoint")
@ParameterizedClass
@TomcatAndNetty
@InNetworkNamespace(sysctl = { "net.mptcp.enabled=1", "net.ipv4.tcp_fastopen=3" })
class FastOpenRowsTests {

	private static final String QUEUE = "tfo.queue-length=64";

	private final WebServerKind kind;

	FastOpenRowsTests(WebServerKind kind) {
		this.kind = kind;
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void secondConnectionIsShownWithFastOpen(boolean mptcp) throws IOException {
		String host = LoopbackAddress.next();
		KernelCounters before = KernelCounters.read();
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES, QUEUE);
				HttpConnection first = HttpConnection.fastOpen(at(host, server), mptcp)) {
			first.get("/");
			try (HttpConnection second = HttpConnection.fastOpen(at(host, server), mptcp)) {
				second.get("/");
				Rows rows = Rows.of(server.endpoint());
				assertFastOpen(server, rows.atClient(first), false, mptcp);
				assertFastOpen(server, rows.atServer(first), false, mptcp);
				assertFastOpen(server, rows.atClient(second), true, mptcp);
				assertFastOpen(server, rows.atServer(second), true, mptcp);
				JsonNode summary = server.endpoint().mptcp();
				assertThat(summary.get("counters").get("TCPFastOpenPassive").longValue())
					.isEqualTo(before.get("TCPFastOpenPassive") + 1);
				assertThat(summary.get("listeners").get(0).get("fastOpenQueueLength").intValue()).isEqualTo(64);
				assertThat(summary.get("host").get("fastOpen").toString())
					.isEqualTo("{\"client\":true,\"server\":true}");
			}
		}
	}

	@Test
	void missingServerBitIsAdvisedUntilItIsSet() throws IOException {
		NetworkNamespace.setSysctl("net.ipv4.tcp_fastopen", "1");
		try (EndpointServer server = EndpointServer.start(this.kind, QUEUE)) {
			assertThat(server.endpoint().mptcp().get("host").get("fastOpen").toString())
				.isEqualTo("{\"client\":true,\"server\":false}");
			assertThat(server.endpoint().mptcp().get("advice"))
				.anyMatch((advice) -> advice.get("commands").toString().contains("sysctl -w net.ipv4.tcp_fastopen=3"));
			assertThat(server.endpoint().mptcp().get("listeners").get(0).get("fastOpenQueueLength").intValue())
				.isZero();
			NetworkNamespace.setSysctl("net.ipv4.tcp_fastopen", "3");
			assertThat(server.endpoint().mptcp().get("listeners").get(0).get("fastOpenQueueLength").intValue())
				.isEqualTo(64);
			assertThat(server.endpoint().mptcp().get("advice"))
				.noneMatch((advice) -> advice.get("commands").toString().contains("tcp_fastopen"));
		}
	}

	private static InetSocketAddress at(String host, EndpointServer server) {
		return new InetSocketAddress(host, server.port());
	}

	private static void assertFastOpen(EndpointServer server, JsonNode row, boolean fastOpen, boolean mptcp) {
		assertThat(row.get("protocol").asString()).isEqualTo(mptcp ? "mptcp" : "tcp");
		assertThat(row.get("fastOpen").booleanValue()).isEqualTo(fastOpen);
		assertThat(server.endpoint().connection(row.get("id").asString()).get("fastOpen").booleanValue())
			.isEqualTo(fastOpen);
	}

}
