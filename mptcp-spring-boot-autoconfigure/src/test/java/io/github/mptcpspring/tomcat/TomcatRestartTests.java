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

import java.io.IOException;
import java.util.Set;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.apache.catalina.LifecycleException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connectors that stop and start again.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class TomcatRestartTests {

	@Test
	void connectorThatStartsAgainListensWithMptcpAgain(CapturedOutput output) throws IOException, LifecycleException {
		Set<String> before = KernelSockets.openInodes();
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT)) {
			int firstPort = server.port();
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			server.connector().stop();
			assertThat(server.port()).isEqualTo(-1);
			Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(before));
			server.connector().start();
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(MptcpLog.lines(output)).containsExactly(
					"INFO Tomcat listens on port " + firstPort + " with MPTCP",
					"INFO Tomcat listens on port " + server.port() + " with MPTCP");
		}
		Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(before));
	}

	@Test
	void connectorThatPausesServesMptcpAgain() throws IOException {
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT)) {
			server.connector().pause();
			server.connector().resume();
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
		}
	}

}
