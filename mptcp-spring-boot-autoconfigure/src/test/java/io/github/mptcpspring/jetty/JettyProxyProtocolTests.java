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

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.ConnectionApplication;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the connection of a request is that of the socket with the PROXY protocol,
 * too.
 */
@Tag("server")
@MptcpRequired
class JettyProxyProtocolTests {

	@ParameterizedTest
	@EnumSource(names = { "JETTY", "JETTY_REACTIVE" })
	void connectionOfARequestIsThatOfTheSocket(WebServerKind kind) throws Exception {
		try (EmbeddedServer server = new EmbeddedServer(kind,
				TestApplication.run(kind.application(ConnectionApplication.class, ProxyProtocol.class)));
				HttpConnection client = HttpConnection.mptcp(server.ipv4())) {
			client.send("PROXY TCP4 203.0.113.9 203.0.113.1 4242 80\r\n");
			assertThat(client.get("/argument"))
				.isEqualTo("mptcp/1 MPTCP 1 /%s /%s [ESTABLISHED:truetrue]".formatted(client.remote(), client.local()));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ProxyProtocol {

		@Bean
		WebServerFactoryCustomizer<JettyWebServerFactory> proxyProtocol() {
			return (factory) -> factory.addServerCustomizers((server) -> {
				for (Connector connector : server.getConnectors()) {
					((ServerConnector) connector).addFirstConnectionFactory(new ProxyConnectionFactory());
				}
			});
		}

	}

}
