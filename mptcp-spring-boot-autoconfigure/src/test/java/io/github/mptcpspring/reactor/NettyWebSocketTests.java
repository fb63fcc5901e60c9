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

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.WebSocketEcho;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/**
 * Tests for WebSocket over MPTCP.
 */
@Tag("server")
@MptcpRequired
class NettyWebSocketTests {

	@Test
	void echoes() throws Exception {
		try (NettyServer server = NettyServer.start(Echo.class)) {
			WebSocketEcho.assertOverMptcp(server);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		SimpleUrlHandlerMapping echoMapping() {
			return WebSocketEcho.reactiveMapping();
		}

	}

}
