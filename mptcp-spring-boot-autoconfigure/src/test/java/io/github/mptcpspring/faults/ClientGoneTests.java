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
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;

import io.github.mptcpspring.faults.ServerProcess.Question;
import io.github.mptcpspring.testsupport.ClientChannels;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The only path to a client goes away in the middle of a response. The same happens to a
 * client that speaks TCP.
 */
@Tag("faults")
class ClientGoneTests extends FaultTests {

	private static final String ADDRESS = "127.0.0.9";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * TCP is over with the reset, MPTCP waits for another path as long as
	 * {@code net.mptcp.close_timeout} says.
	 * @param kind the kind of server
	 * @throws Exception when the test cannot be run
	 */
	@ParameterizedTest
	@TomcatAndNetty
	@InNetworkNamespace(sysctl = { "net.mptcp.enabled=1", "net.mptcp.close_timeout=1" })
	void resetByTheNetworkFreesTheDescriptor(WebServerKind kind) throws Exception {
		try (ServerProcess server = ServerProcess.start(kind)) {
			assertFreedAfter(PacketFilter::reset, server);
		}
	}

	@ParameterizedTest
	@TomcatAndNetty
	@InNetworkNamespace(sysctl = { "net.mptcp.enabled=1", "net.mptcp.close_timeout=1", "net.ipv4.tcp_retries2=3" })
	void silenceOfTheNetworkFreesTheDescriptorWhenTheKernelGivesUp(WebServerKind kind) throws Exception {
		try (ServerProcess server = ServerProcess.start(kind, "server.tomcat.connection-timeout=1m")) {
			assertFreedAfter(PacketFilter::drop, server);
		}
	}

	/**
	 * Reactor Netty has no such time limit.
	 * @throws Exception when the test cannot be run
	 */
	@Test
	@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
	void silenceOfTheNetworkFreesTheDescriptorWhenTheServersTimeLimitIsOver() throws Exception {
		try (ServerProcess server = ServerProcess.start(WebServerKind.TOMCAT, "server.tomcat.connection-timeout=1s")) {
			assertFreedAfter(PacketFilter::drop, server);
		}
	}

	private void assertFreedAfter(NetworkFault fault, ServerProcess server) throws Exception {
		PacketFilter network = PacketFilter.create();
		Set<String> sockets = server.sockets();
		try (HttpConnection _ = receive(SocketChannel.open(), server);
				HttpConnection _ = receive(ClientChannels.openMptcp(), server)) {
			fault.happen(network, ADDRESS);
			Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.sockets()).isSubsetOf(sockets));
		}
		try (LocalClient others = LocalClient.start()) {
			assertThat(others.countRightAnswers(server.uri("/"), 10, 1)).isEqualTo(10);
		}
		assertThat(server.ask(Question.STOP)).isEqualTo(ServerProcessMain.NOTHING);
	}

	private HttpConnection receive(SocketChannel channel, ServerProcess server) throws IOException {
		channel.bind(new InetSocketAddress(ADDRESS, 0));
		HttpConnection connection = HttpConnection.over(channel, server.address());
		connection.request("/stream?bytes=1000000000");
		connection.readHead();
		return connection;
	}

}
