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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the timeouts of the clients that Spring Boot builds.
 */
@Tag("server")
@MptcpRequired
class BootClientTimeoutTests extends ServedClientTests {

	@ParameterizedTest
	@EnumSource
	void readTimeout(BootClient client) {
		try (ConfigurableApplicationContext context = ClientApplication
			.start("spring.http.clients.read-timeout=200ms")) {
			assertThatException().isThrownBy(() -> client.get(context, server().uri("/never")))
				.withStackTraceContaining(ReadTimeoutException.class.getName());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT", "REST_CLIENT" })
	void connectTimeout(BootClient client) throws IOException {
		List<Socket> queued = new ArrayList<>();
		// Once the queue is full, the kernel does not answer any more
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ConfigurableApplicationContext context = ClientApplication
					.start("spring.http.clients.connect-timeout=200ms")) {
			for (int i = 0; i < 2; i++) {
				queued.add(new Socket(full.getInetAddress(), full.getLocalPort()));
			}
			URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
			assertThatException().isThrownBy(() -> client.get(context, uri))
				.withStackTraceContaining(ConnectTimeoutException.class.getName());
		}
		finally {
			for (Socket socket : queued) {
				socket.close();
			}
		}
	}

}
