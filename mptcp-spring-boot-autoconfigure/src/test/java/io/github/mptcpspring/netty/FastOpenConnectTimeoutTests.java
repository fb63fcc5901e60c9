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

package io.github.mptcpspring.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.netty.channel.ConnectTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FastOpenConnectTimeout}. A cookie is valid for an address, so the
 * client learns it from one server and meets another, whose backlog is full: Linux drops
 * the SYN then.
 */
class FastOpenConnectTimeoutTests {

	private static final Duration LONG_AFTERWARDS = Duration.ofSeconds(30);

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@InNetworkNamespace(sysctl = { "net.mptcp.enabled=1", "net.ipv4.tcp_fastopen=3" })
	void aServerThatDoesNotAnswerIsAConnectTimeout(boolean mptcp) throws IOException {
		try (NettyServer server = NettyServer.startOnItsOwn("tfo.queue-length=256");
				ConfigurableApplicationContext context = ClientApplication.start("client.mptcp.enabled=" + mptcp,
						"tfo.connect=true", "spring.http.clients.connect-timeout=500ms");
				FullBacklog full = new FullBacklog()) {
			BootClient.WEB_CLIENT.get(context, server.uri("/"));
			WebClient client = context.getBean(WebClient.Builder.class).build();
			assertThatExceptionOfType(WebClientRequestException.class)
				.isThrownBy(() -> client.get().uri(full.uri()).retrieve().toBodilessEntity().block(LONG_AFTERWARDS))
				.havingCause()
				.isInstanceOf(ConnectTimeoutException.class)
				.withMessageContaining("500 ms");
		}
	}

	/**
	 * A listener whose backlog is full.
	 */
	private static final class FullBacklog implements AutoCloseable {

		private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private final List<Socket> queued = new ArrayList<>();

		FullBacklog() throws IOException {
			for (int i = 0; i < 2; i++) {
				this.queued.add(new Socket(this.listener.getInetAddress(), this.listener.getLocalPort()));
			}
		}

		URI uri() {
			return URI.create("http://127.0.0.1:" + this.listener.getLocalPort() + "/");
		}

		@Override
		public void close() throws IOException {
			for (Socket socket : this.queued) {
				socket.close();
			}
			this.listener.close();
		}

	}

}
