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

import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.ServerOptions;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every option that the kernel tells of Jetty's listener and of the sockets that it
 * accepts is what it would be without MPTCP.
 */
@Tag("server")
@MptcpRequired
class JettyOptionsTests {

	@ParameterizedTest
	@ValueSource(classes = { NoOptions.class, Options.class })
	void ofTheListenerAndOfAcceptedSockets(Class<?> configuration) throws Exception {
		try (JettyServer tcp = JettyServer.start(WebServerKind.JETTY, configuration, "server.mptcp.enabled=false");
				JettyServer mptcp = JettyServer.start(WebServerKind.JETTY, configuration)) {
			ServerOptions.verifyAlike(tcp, mptcp);
		}
	}

	@Test
	void acceptQueueSizeIsTheBacklogOfTheListener() throws Exception {
		ExternalProgram.require("ss");
		try (JettyServer server = JettyServer.start(WebServerKind.JETTY, Options.class)) {
			String listener = ExternalProgram
				.run(List.of("ss", "--no-header", "--listening", "--mptcp", "--numeric", "sport = :" + server.port()));
			// State, Recv-Q, and Send-Q, which is the backlog of a listener
			assertThat(listener).matches("(?s)LISTEN +0 +7 .*:" + server.port() + " .*");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class NoOptions {

	}

	@Configuration(proxyBeanMethods = false)
	static class Options {

		@Bean
		JettyServerCustomizer optionsCustomizer() {
			return (server) -> {
				for (Connector connector : server.getConnectors()) {
					setOptions((ServerConnector) connector);
				}
			};
		}

		private static void setOptions(ServerConnector connector) {
			connector.setAcceptQueueSize(7);
			connector.setReuseAddress(false);
			connector.setReusePort(true);
			connector.setAcceptedTcpNoDelay(false);
			connector.setAcceptedReceiveBufferSize(65536);
			connector.setAcceptedSendBufferSize(65536);
		}

	}

}
