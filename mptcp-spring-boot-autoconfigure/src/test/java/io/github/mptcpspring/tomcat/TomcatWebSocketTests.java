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

package io.github.mptcpspring.tomcat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRelay;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for WebSocket over MPTCP.
 */
@MptcpRequired
class TomcatWebSocketTests {

	@Test
	void servlet() throws Exception {
		try (TomcatServer server = TomcatServer.start(WebStack.SERVLET, ServletEcho.class)) {
			assertEchoesOverMptcp(server);
		}
	}

	@Test
	void reactive() throws Exception {
		try (TomcatServer server = TomcatServer.start(WebStack.REACTIVE, ReactiveEcho.class)) {
			assertEchoesOverMptcp(server);
		}
	}

	private void assertEchoesOverMptcp(TomcatServer server) throws Exception {
		try (MptcpRelay relay = MptcpRelay.to(server.ipv4()); HttpClient client = HttpClient.newHttpClient()) {
			Received received = new Received();
			WebSocket socket = client.newWebSocketBuilder()
				.buildAsync(URI.create("ws://127.0.0.1:" + relay.port() + "/echo"), received)
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

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class ServletEcho implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new TextWebSocketHandler() {

				@Override
				protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
					session.sendMessage(message);
				}

			}, "/echo");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReactiveEcho {

		@Bean
		SimpleUrlHandlerMapping echoMapping() {
			WebSocketHandler echo = (session) -> session
				.send(session.receive().map((message) -> session.textMessage(message.getPayloadAsText())));
			return new SimpleUrlHandlerMapping(Map.of("/echo", echo), -1);
		}

		// Spring would prefer Reactor Netty's, which is on the class path too
		@Bean
		WebSocketHandlerAdapter webSocketHandlerAdapter() {
			return new WebSocketHandlerAdapter(new HandshakeWebSocketService(new StandardWebSocketUpgradeStrategy()));
		}

	}

}
