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

import java.io.IOException;
import java.util.Set;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.NetworkNamespace;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for a network namespace in which MPTCP is switched off.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@InNetworkNamespace(sysctl = "net.mptcp.enabled=0")
@ExtendWith(OutputCaptureExtension.class)
class MptcpSwitchedOffTests extends WebServerTests {

	private static final String REASON = "MPTCP is switched off in this network namespace, net.mptcp.enabled is 0";

	private static final String REMEDY = "Switch it on with: sysctl -w net.mptcp.enabled=1";

	MptcpSwitchedOffTests(WebServerKind kind) {
		super(kind);
	}

	@Test
	void fallbackServesTcpAndTheNextStartMptcpWhenItIsSwitchedOn(CapturedOutput output) throws IOException {
		int first;
		try (EmbeddedServer server = start("server.mptcp.on-unavailable=fallback")) {
			first = server.port();
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.TCP);
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(Exchange.tcp(server.ipv6())).isEqualTo(Exchange.HELLO_OVER_TCP);
		}
		NetworkNamespace.setSysctl("net.mptcp.enabled", "1");
		try (EmbeddedServer server = start()) {
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(MptcpLog.lines(output)).containsExactly(
					"INFO " + server.name() + " listens on port " + first + " with TCP",
					"WARN " + server.name() + " on port " + first + ": MPTCP is not used: " + REASON + ". " + REMEDY,
					"INFO " + server.name() + " listens on port " + server.port() + " with MPTCP");
		}
	}

	@Test
	void fallbackIsNoticedWhenItIsSwitchedOffWhileTheJvmRuns(CapturedOutput output) throws IOException {
		NetworkNamespace.setSysctl("net.mptcp.enabled", "1");
		try (EmbeddedServer server = start()) {
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.MPTCP);
		}
		NetworkNamespace.setSysctl("net.mptcp.enabled", "0");
		try (EmbeddedServer server = start()) {
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(MptcpLog.lines(output)).endsWith(
					"INFO " + server.name() + " listens on port " + server.port() + " with TCP", "WARN " + server.name()
							+ " on port " + server.port() + ": MPTCP is not used: " + REASON + ". " + REMEDY);
		}
	}

	@Test
	void failHoldsForAManagementPortAlone() {
		Set<String> before = KernelSockets.openInodes();
		String[] managementAlone = { "server.mptcp.enabled=false", "management.server.port=0",
				"management.server.mptcp.enabled=true", "server.mptcp.on-unavailable=fail" };
		assertThatException().isThrownBy(() -> start(managementAlone))
			.havingRootCause()
			.isInstanceOf(MptcpUnavailableException.class)
			.withMessageContaining(REASON);
		assertNoneLeftOpen(before);
	}

	@Test
	void failDoesNotStart(CapturedOutput output) {
		Set<String> before = KernelSockets.openInodes();
		assertThatException().isThrownBy(() -> start("server.mptcp.on-unavailable=fail"))
			.havingRootCause()
			.isInstanceOf(MptcpUnavailableException.class);
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The server must listen with MPTCP and cannot: " + REASON + ".", "Switch it on:",
				"    sysctl -w net.mptcp.enabled=1", "    server.mptcp.on-unavailable=fallback");
		assertThat(MptcpLog.lines(output)).isEmpty();
		// Not a stack trace: what failed is said in words
		assertThat(output).doesNotContain("	at ");
		assertNoneLeftOpen(before);
	}

}
