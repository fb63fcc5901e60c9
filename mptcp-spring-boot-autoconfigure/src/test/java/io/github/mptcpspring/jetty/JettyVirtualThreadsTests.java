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

import java.io.IOException;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for virtual threads.
 */
@Tag("server")
@MptcpRequired
class JettyVirtualThreadsTests {

	@ParameterizedTest
	@EachJetty
	void requestsOverMptcpRunOnVirtualThreads(WebServerKind kind) throws IOException {
		try (JettyServer server = JettyServer.start(kind, "spring.threads.virtual.enabled=true")) {
			Exchange exchange = Exchange.mptcp(server.ipv4(), "/thread");
			assertThat(exchange.body()).startsWith("jetty-");
			assertThat(exchange.atServer()).isEqualTo(KernelProtocol.MPTCP);
		}
	}

}
