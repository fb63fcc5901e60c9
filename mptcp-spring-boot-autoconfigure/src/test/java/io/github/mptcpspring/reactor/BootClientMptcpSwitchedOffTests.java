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

import java.util.Set;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for clients in a network namespace in which MPTCP is switched off.
 */
@Tag("server")
@InNetworkNamespace(sysctl = "net.mptcp.enabled=0")
@ExtendWith(OutputCaptureExtension.class)
class BootClientMptcpSwitchedOffTests {

	private static final String REASON = "MPTCP is switched off in this network namespace, net.mptcp.enabled is 0";

	@Test
	void fallbackSpeaksTcpAndSaysSoOnce(CapturedOutput output) {
		// Every request has a connection of its own
		try (NettyServer server = NettyServer.startOnItsOwn("server.mptcp.enabled=false",
				"server.netty.max-keep-alive-requests=1");
				ConfigurableApplicationContext context = ClientApplication
					.start("client.mptcp.on-unavailable=fallback")) {
			for (int i = 0; i < 3; i++) {
				for (BootClient client : BootClient.values()) {
					assertThat(Exchange.of(client.get(context, server.uri("/")))).isEqualTo(Exchange.HELLO_OVER_TCP);
				}
			}
			assertThat(MptcpLog.lines(output)).containsExactly("WARN Reactor Netty client: MPTCP is not used: " + REASON
					+ ". Switch it on with: sysctl -w net.mptcp.enabled=1");
		}
	}

	@Test
	void failFailsTheRequestAndNamesTheReason(CapturedOutput output) {
		try (NettyServer server = NettyServer.startOnItsOwn("server.mptcp.enabled=false");
				ConfigurableApplicationContext context = ClientApplication.start("client.mptcp.on-unavailable=fail")) {
			Set<String> before = KernelSockets.openInodes();
			for (BootClient client : BootClient.values()) {
				assertThatException().isThrownBy(() -> client.get(context, server.uri("/")))
					.havingRootCause()
					.isInstanceOf(MptcpUnavailableException.class)
					.withMessageContaining(REASON);
			}
			Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(before));
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

}
