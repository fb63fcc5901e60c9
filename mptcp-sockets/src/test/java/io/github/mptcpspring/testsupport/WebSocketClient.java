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

package io.github.mptcpspring.testsupport;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of a WebSocket.
 */
public final class WebSocketClient {

	private WebSocketClient() {
	}

	/**
	 * Send a text over MPTCP, receive it and close the WebSocket.
	 * @param server the address of a server that sends back what it receives
	 * @param path the path
	 * @throws Exception when the server does not answer
	 */
	public static void assertEchoesOverMptcp(InetSocketAddress server, String path) throws Exception {
		try (MptcpRelay relay = MptcpRelay.to(server); HttpClient client = HttpClient.newHttpClient()) {
			Received received = new Received();
			WebSocket socket = client.newWebSocketBuilder()
				.buildAsync(URI.create("ws://127.0.0.1:" + relay.port() + path), received)
				.get(10, TimeUnit.SECONDS);
			try {
				socket.sendText("hello", true);
				assertThat(received.text.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
				assertThat(relay.protocols()).containsExactly(KernelProtocol.MPTCP);
				socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
				assertThat(received.closed.get(10, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
			}
			finally {
				// The client would wait for it
				socket.abort();
			}
		}
	}

	/**
	 * The first text message, and the status of the close.
	 */
	private static final class Received implements WebSocket.Listener {

		private final CompletableFuture<String> text = new CompletableFuture<>();

		private final CompletableFuture<Integer> closed = new CompletableFuture<>();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.complete(data.toString());
			return WebSocket.Listener.super.onText(socket, data, last);
		}

		@Override
		public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
			this.closed.complete(statusCode);
			return WebSocket.Listener.super.onClose(socket, statusCode, reason);
		}

	}

}
