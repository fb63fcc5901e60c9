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

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.boot.WebSocketEcho;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Tests for WebSocket over MPTCP.
 */
@Tag("server")
@MptcpRequired
class TomcatWebSocketTests {

	@Test
	void servlet() throws Exception {
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT, ServletEcho.class)) {
			WebSocketEcho.assertOverMptcp(server);
		}
	}

	@Test
	void reactive() throws Exception {
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT_REACTIVE, ReactiveEcho.class)) {
			WebSocketEcho.assertOverMptcp(server);
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

			}, WebSocketEcho.PATH);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReactiveEcho {

		@Bean
		SimpleUrlHandlerMapping echoMapping() {
			return WebSocketEcho.reactiveMapping();
		}

		// Spring would prefer Reactor Netty's, which is on the class path too
		@Bean
		WebSocketHandlerAdapter webSocketHandlerAdapter() {
			return new WebSocketHandlerAdapter(new HandshakeWebSocketService(new StandardWebSocketUpgradeStrategy()));
		}

	}

}
