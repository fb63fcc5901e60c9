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

package io.github.mptcpspring.jetty;

import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connectors that stop and start again.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class JettyRestartTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	void connectorThatStartsAgainListensWithMptcpAgain(int acceptors, CapturedOutput output) throws Exception {
		try (JettyServer server = JettyServer.start(WebServerKind.JETTY,
				"server.jetty.threads.acceptors=" + acceptors)) {
			ListenerRegistry listeners = server.context().getBean(ListenerRegistry.class);
			int firstPort = server.port();
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			server.connector().stop();
			assertThat(server.port()).isEqualTo(-1);
			assertThat(listeners.listeners()).isEmpty();
			server.connector().start();
			assertThat(listeners.ports()).containsExactly(server.port());
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(MptcpLog.lines(output)).containsExactly(
					"INFO Jetty listens on port " + firstPort + " with MPTCP",
					"INFO Jetty listens on port " + server.port() + " with MPTCP");
		}
	}

	@Test
	void connectorThatPausesServesMptcpAgain() throws Exception {
		try (JettyServer server = JettyServer.start(WebServerKind.JETTY)) {
			server.connector().setAccepting(false);
			server.connector().setAccepting(true);
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
		}
	}

}
