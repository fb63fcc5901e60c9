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
import java.net.ConnectException;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a server serves MPTCP and TCP clients on every kind of address.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class AddressTests extends WebServerTests {

	AddressTests(WebServerKind kind) {
		super(kind);
	}

	@Test
	void withoutAddressServesBothFamilies(CapturedOutput output) throws IOException {
		try (EmbeddedServer server = start()) {
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.MPTCP);
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.mptcp(server.ipv6())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(Exchange.tcp(server.ipv6())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(MptcpLog.lines(output))
				.containsExactly("INFO " + server.name() + " listens on port " + server.port() + " with MPTCP");
		}
	}

	@Test
	void ipv4AddressServesIpv4Only() throws IOException {
		try (EmbeddedServer server = start("server.address=127.0.0.1")) {
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Exchange.tcp(server.ipv6()));
		}
	}

	@Test
	void ipv6AddressServesIpv6Only() throws IOException {
		try (EmbeddedServer server = start("server.address=::1")) {
			assertThat(Exchange.mptcp(server.ipv6())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.tcp(server.ipv6())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Exchange.tcp(server.ipv4()));
		}
	}

	@Test
	void switchedOffServesMptcpClientsThatFallBack(CapturedOutput output) throws IOException {
		try (EmbeddedServer server = start("server.mptcp.enabled=false")) {
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.TCP);
			assertThat(Exchange.mptcp(server.ipv4()))
				.isEqualTo(new Exchange(KernelProtocol.FALLBACK, KernelProtocol.TCP, "hello"));
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

}
