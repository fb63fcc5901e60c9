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

import java.io.IOException;

import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for each transport that Netty has here. Which one Reactor Netty takes is decided
 * once in a JVM, so each gets one of its own.
 */
@Tag("server")
@MptcpRequired
class NettyTransportTests {

	@ParameterizedTest
	@EnumSource
	void servesAndConnectsOverMptcp(NettyTransport transport) throws Exception {
		ForkedJvm jvm = transport.run(Application.class);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output().lines().filter((line) -> line.startsWith("Kernel: "))).containsExactly(
				"Kernel: listener MPTCP", "Kernel: MPTCP client " + Exchange.HELLO_OVER_MPTCP,
				"Kernel: TCP client " + Exchange.HELLO_OVER_TCP, "Kernel: WebClient " + Exchange.HELLO_OVER_MPTCP,
				"Kernel: WebClient " + Exchange.HELLO_OVER_MPTCP, "Kernel: sockets left: 0");
		assertThat(jvm.output()).contains("Thread: reactor-http-" + transport + "-");
		assertThat(NettyTransport.warnings(jvm)).isEmpty();
	}

	static class Application {

		static void main(String[] args) throws IOException {
			try (NettyServer server = NettyServer.start("client.mptcp.enabled=true")) {
				System.out.println("Kernel: listener " + KernelSockets.listener(server.port()));
				System.out.println("Kernel: MPTCP client " + Exchange.mptcp(server.ipv4()));
				System.out.println("Kernel: TCP client " + Exchange.tcp(server.ipv4()));
				WebClient client = server.context().getBean(WebClient.Builder.class).build();
				System.out.println("Kernel: WebClient " + get(client, server));
				System.out.println("Kernel: WebClient " + get(client, server));
				try (HttpConnection socket = HttpConnection.mptcp(server.ipv4())) {
					System.out.println("Thread: " + Exchange.of(socket.getLast("/thread")).body());
				}
			}
			System.out.println("Kernel: sockets left: " + KernelSockets.openInodes().size());
		}

		private static Exchange get(WebClient client, NettyServer server) {
			return Exchange.of(client.get().uri(server.uri("/")).retrieve().toEntity(String.class).block());
		}

	}

}
