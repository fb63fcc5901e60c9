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

package io.github.mptcpspring.testsupport.boot;

import java.util.Map;

import io.github.mptcpspring.testsupport.WebSocketClient;

import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

/**
 * Both ends of a WebSocket on which the server sends back what it receives.
 */
public final class WebSocketEcho {

	/** Where the server has it. */
	public static final String PATH = "/echo";

	private WebSocketEcho() {
	}

	/**
	 * Return the end of a reactive server.
	 * @return the mapping
	 */
	public static SimpleUrlHandlerMapping reactiveMapping() {
		WebSocketHandler echo = (session) -> session
			.send(session.receive().map((message) -> session.textMessage(message.getPayloadAsText())));
		return new SimpleUrlHandlerMapping(Map.of(PATH, echo), -1);
	}

	/**
	 * Send a text over MPTCP, receive it and close the WebSocket.
	 * @param server the server
	 * @throws Exception when the server does not answer
	 */
	public static void assertOverMptcp(EmbeddedServer server) throws Exception {
		WebSocketClient.assertEchoesOverMptcp(server.ipv4(), PATH);
	}

}
