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

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for several applications in one JVM.
 */
@Tag("server")
@MptcpRequired
class TomcatContextsTests {

	@Test
	void eachHasItsOwnSettings() throws IOException {
		try (TomcatServer mptcp = TomcatServer.start(WebServerKind.TOMCAT);
				TomcatServer tcp = TomcatServer.start(WebServerKind.TOMCAT, "server.mptcp.enabled=false");
				TomcatServer reactive = TomcatServer.start(WebServerKind.TOMCAT_REACTIVE)) {
			assertThat(KernelSockets.listener(mptcp.port())).isEqualTo(KernelProtocol.MPTCP);
			assertThat(KernelSockets.listener(tcp.port())).isEqualTo(KernelProtocol.TCP);
			assertThat(KernelSockets.listener(reactive.port())).isEqualTo(KernelProtocol.MPTCP);
			tcp.context().close();
			assertThat(Exchange.mptcp(mptcp.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.mptcp(reactive.ipv4())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
		}
	}

}
