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

package io.github.mptcpspring.endpoint;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import reactor.core.Disposable;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the advice to an application whose clients do not ask for MPTCP though they
 * could: it says how they would, and where they go to.
 */
@Tag("endpoint")
@InNetworkNamespace(own = true)
@MptcpRequired
class PlainClientAdviceTests {

	@ParameterizedTest
	@TomcatAndNetty
	void aClientThatBootDidNotBuildIsAdvised(WebServerKind kind) throws Exception {
		try (EndpointServer server = EndpointServer.start(kind, "client.mptcp.enabled=true");
				ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String uri = "http://127.0.0.1:" + peer.getLocalPort() + "/";
			WebClient built = server.context().getBean(WebClient.Builder.class).build();
			Disposable request = built.get().uri(uri).retrieve().toBodilessEntity().subscribe();
			try (Socket accepted = peer.accept()) {
				assertThat(accepted.getInputStream().read()).isEqualTo('G');
				assertThat(advice(server)).contains("(1), to port " + server.port())
					.doesNotContain(String.valueOf(peer.getLocalPort()));
			}
			finally {
				request.dispose();
			}
			request = WebClient.create(uri).get().retrieve().toBodilessEntity().subscribe();
			try (Socket accepted = peer.accept()) {
				assertThat(accepted.getInputStream().read()).isEqualTo('G');
				assertThat(advice(server)).contains("that did not ask for MPTCP (2), to ports ",
						String.valueOf(server.port()), String.valueOf(peer.getLocalPort()),
						"in place of WebClient.create()");
			}
			finally {
				request.dispose();
			}
		}
	}

	// Who asks is in this process, and speaks TCP himself
	private static String advice(EndpointServer server) {
		return server.endpoint().mptcp().get("advice").toString();
	}

}
