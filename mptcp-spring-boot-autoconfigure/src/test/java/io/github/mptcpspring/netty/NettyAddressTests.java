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

package io.github.mptcpspring.netty;

import java.io.IOException;

import io.github.mptcpspring.testsupport.Exchange;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpLog;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that Reactor Netty serves MPTCP and TCP clients on every kind of address.
 */
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class NettyAddressTests {

	@Test
	void withoutAddressServesBothFamilies(CapturedOutput output) throws IOException {
		try (NettyServer server = NettyServer.start()) {
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.MPTCP);
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.mptcp(server.ipv6())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(Exchange.tcp(server.ipv6())).isEqualTo(Exchange.HELLO_OVER_TCP);
			assertThat(MptcpLog.lines(output))
				.containsExactly("INFO Netty listens on port " + server.port() + " with MPTCP");
		}
	}

	@Test
	void ipv4Address() throws IOException {
		try (NettyServer server = NettyServer.start("server.address=127.0.0.1")) {
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.tcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_TCP);
		}
	}

	@Test
	void ipv6Address() throws IOException {
		try (NettyServer server = NettyServer.start("server.address=::1")) {
			assertThat(Exchange.mptcp(server.ipv6())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.tcp(server.ipv6())).isEqualTo(Exchange.HELLO_OVER_TCP);
		}
	}

	@Test
	void offListensWithTcpAndSaysNothing(CapturedOutput output) throws IOException {
		try (NettyServer server = NettyServer.start("server.mptcp.enabled=false")) {
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.TCP);
			assertThat(Exchange.mptcp(server.ipv4())).isEqualTo(Exchange.HELLO_OVER_FALLBACK);
			assertThat(MptcpLog.lines(output)).isEmpty();
		}
	}

}
