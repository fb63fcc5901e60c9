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

package io.github.mptcpspring.webserver;

import java.net.InetSocketAddress;
import java.util.List;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ThisHost;
import io.github.mptcpspring.testsupport.boot.ConnectionApplication;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the connection of a request has the subflows and paths that it has at that
 * moment, also without the path that it began with.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@MptcpRequired
@InNetworkNamespace
class RequestConnectionPathsTests extends WebServerTests {

	RequestConnectionPathsTests(WebServerKind kind) {
		super(kind);
	}

	@Test
	void comeAndGo() throws Exception {
		for (String address : List.of("10.1.0.1", "10.1.0.2", "10.1.0.3")) {
			ThisHost.ip("address add " + address + "/24 dev lo");
		}
		try (EmbeddedServer server = start(new Class<?>[] { ConnectionApplication.class });
				HttpConnection client = HttpConnection.mptcp(new InetSocketAddress("10.1.0.3", server.port()))) {
			String first = client.local().substring(0, client.local().indexOf(':'));
			assertThat(client.get("/argument"))
				.startsWith("mptcp/1 MPTCP 1 /" + client.remote() + " /" + client.local())
				.endsWith("[ESTABLISHED:truetrue]");
			ThisHost.ip("mptcp endpoint add 10.1.0.2 id 2 subflow");
			awaitAnswer(client, "mptcp/2 MPTCP 2", "[ESTABLISHED:truetrue, ESTABLISHED:truefalse]");
			ThisHost.ip("mptcp endpoint delete id 0 " + first);
			// The kernel lists the first subflow to the end
			awaitAnswer(client, "mptcp/1 MPTCP 1", "[CLOSE:truetrue, ESTABLISHED:truefalse]");
		}
	}

	private static void awaitAnswer(HttpConnection client, String state, String paths) throws Exception {
		String expected = "%s /%s /%s %s".formatted(state, client.remote(), client.local(), paths);
		Awaitility.await().untilAsserted(() -> assertThat(client.get("/argument")).isEqualTo(expected));
	}

}
