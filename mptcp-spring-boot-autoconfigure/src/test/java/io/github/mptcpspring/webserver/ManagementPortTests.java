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

import io.github.mptcpspring.internal.fastopen.FastOpen;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.ManagementServer;
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

/**
 * Tests for a management server on a port of its own.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class ManagementPortTests extends WebServerTests {

	ManagementPortTests(WebServerKind kind) {
		super(kind);
	}

	@Test
	void bothOn(CapturedOutput output) throws IOException {
		try (EmbeddedServer server = start("management.server.port=0", "management.server.mptcp.enabled=true",
				"tfo.queue-length=256")) {
			int port = server.managementPort();
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.MPTCP);
			assertThat(KernelSockets.listener(port)).isEqualTo(KernelProtocol.MPTCP);
			assertThat(KernelSockets.fastOpenQueueLength(port)).isZero();
			ManagementServer.assertIsHealthy(port, KernelProtocol.MPTCP);
			assertThat(MptcpLog.lines(output)).contains(
					"INFO " + server.name() + " listens on port " + server.port() + " with MPTCP" + inForce(256),
					"INFO " + server.name() + " listens on port " + port + " with MPTCP");
		}
	}

	@Test
	void onlyServerOn(CapturedOutput output) throws IOException {
		try (EmbeddedServer server = start("management.server.port=0")) {
			int port = server.managementPort();
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.MPTCP);
			assertThat(KernelSockets.listener(port)).isEqualTo(KernelProtocol.TCP);
			ManagementServer.assertIsHealthy(port, KernelProtocol.FALLBACK);
			assertThat(MptcpLog.lines(output))
				.containsExactly("INFO " + server.name() + " listens on port " + server.port() + " with MPTCP");
		}
	}

	@Test
	void onlyManagementOn(CapturedOutput output) throws IOException {
		try (EmbeddedServer server = start("server.mptcp.enabled=false", "management.server.port=0",
				"management.server.mptcp.enabled=true")) {
			int port = server.managementPort();
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.TCP);
			assertThat(KernelSockets.listener(port)).isEqualTo(KernelProtocol.MPTCP);
			ManagementServer.assertIsHealthy(port, KernelProtocol.MPTCP);
			assertThat(MptcpLog.lines(output))
				.containsExactly("INFO " + server.name() + " listens on port " + port + " with MPTCP");
		}
	}

	/** It depends on the machine. */
	private static String inForce(int queueLength) {
		return new FastOpen().findMissingServerBit().isEmpty() ? ", Fast Open queue " + queueLength : "";
	}

}
