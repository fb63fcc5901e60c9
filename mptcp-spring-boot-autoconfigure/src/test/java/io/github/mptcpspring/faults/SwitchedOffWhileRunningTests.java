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

package io.github.mptcpspring.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;

import io.github.mptcpspring.testsupport.ClientChannels;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.NetworkNamespace;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * MPTCP is switched off and on again while connections exist.
 */
@Tag("faults")
@ExtendWith(OutputCaptureExtension.class)
class SwitchedOffWhileRunningTests extends FaultTests {

	@ParameterizedTest
	@TomcatAndNetty
	@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
	void oldConnectionsLiveOnAndNewOnesFallBackUntilItIsOnAgain(WebServerKind kind, CapturedOutput output)
			throws IOException {
		try (LocalServer server = LocalServer.start(kind); LocalClient pooled = LocalClient.start()) {
			URI root = server.uri("/");
			try (HttpConnection old = HttpConnection.mptcp(server.ipv4());
					SocketChannel peer = ClientChannels.openMptcp()) {
				assertThat(old.get("/answer?number=1")).isEqualTo(Answers.to(1));
				assertThat(pooled.exchange(root)).isEqualTo(Exchange.HELLO_OVER_MPTCP);

				setMptcp(false);
				assertThat(old.get("/answer?number=2")).isEqualTo(Answers.to(2));
				assertThat(old.protocol()).isEqualTo(KernelProtocol.MPTCP);
				assertThat(pooled.exchange(root)).isEqualTo(Exchange.HELLO_OVER_MPTCP);
				// As from a host on which MPTCP is on: the listener is MPTCP still
				try (HttpConnection fromElsewhere = HttpConnection.over(peer, server.ipv4())) {
					assertThat(fromElsewhere.get("/answer?number=3")).isEqualTo(Answers.to(3));
					assertThat(fromElsewhere.protocol()).isEqualTo(KernelProtocol.MPTCP);
				}
				exchangeOverNewConnection(root, Exchange.HELLO_OVER_TCP);
				assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.MPTCP);

				setMptcp(true);
				assertThat(old.get("/answer?number=4")).isEqualTo(Answers.to(4));
				assertThat(old.protocol()).isEqualTo(KernelProtocol.MPTCP);
				exchangeOverNewConnection(root, Exchange.HELLO_OVER_MPTCP);
			}
		}
		assertThat(MptcpLog.lines(output)).filteredOn((line) -> line.startsWith("WARN"))
			.containsExactly(
					"WARN Reactor Netty client: MPTCP is not used: MPTCP is switched off in this network namespace,"
							+ " net.mptcp.enabled is 0. Switch it on with: sysctl -w net.mptcp.enabled=1");
	}

	private void setMptcp(boolean on) throws IOException {
		NetworkNamespace.setSysctl("net.mptcp.enabled", on ? "1" : "0");
	}

	private void exchangeOverNewConnection(URI root, Exchange expected) {
		try (LocalClient client = LocalClient.start()) {
			assertThat(client.exchange(root)).isEqualTo(expected);
		}
	}

}
