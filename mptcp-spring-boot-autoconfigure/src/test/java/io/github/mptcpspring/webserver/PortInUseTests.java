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
import java.net.ServerSocket;
import java.util.Set;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for a port that is in use.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class PortInUseTests extends WebServerTests {

	PortInUseTests(WebServerKind kind) {
		super(kind);
	}

	@Test
	void byTcpListener(CapturedOutput output) throws IOException {
		try (ServerSocket other = new ServerSocket(0)) {
			assertCannotStart(other.getLocalPort(), output);
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

	@Test
	void byMptcpListener(CapturedOutput output) {
		// Outlives the one that cannot start
		try (EmbeddedServer other = startOnItsOwn()) {
			assertCannotStart(other.port(), output);
		}
	}

	private void assertCannotStart(int port, CapturedOutput output) {
		Set<String> before = KernelSockets.openInodes();
		assertThatException().isThrownBy(() -> start("server.port=" + port))
			.withStackTraceContaining(PortInUseException.class.getName());
		assertThat(output).contains("Web server failed to start. Port " + port + " was already in use.");
		assertNoneLeftOpen(before);
	}

}
