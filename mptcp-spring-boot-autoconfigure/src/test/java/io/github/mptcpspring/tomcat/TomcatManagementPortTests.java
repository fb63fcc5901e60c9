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
import java.net.InetSocketAddress;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpLog;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SocketClient;
import io.github.mptcpspring.testsupport.SocketClient.Response;
import org.apache.coyote.http11.Http11Nio2Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a management server on a port of its own.
 */
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class TomcatManagementPortTests {

	@ParameterizedTest
	@EnumSource
	void bothOn(WebStack stack, CapturedOutput output) throws IOException {
		try (TomcatServer server = TomcatServer.start(stack, "management.server.port=0",
				"management.server.mptcp.enabled=true", "tfo.queue-length=256")) {
			int port = managementPort(server);
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.MPTCP);
			assertThat(KernelSockets.listener(port)).isEqualTo(KernelProtocol.MPTCP);
			assertThat(KernelSockets.fastOpenQueueLength(port)).isZero();
			assertIsHealthy(port, KernelProtocol.MPTCP);
			assertThat(MptcpLog.lines(output)).contains(
					"INFO Tomcat listens on port " + server.port() + " with MPTCP, Fast Open queue 256",
					"INFO Tomcat listens on port " + port + " with MPTCP");
		}
	}

	@ParameterizedTest
	@EnumSource
	void onlyServerOn(WebStack stack, CapturedOutput output) throws IOException {
		try (TomcatServer server = TomcatServer.start(stack, "management.server.port=0")) {
			int port = managementPort(server);
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.MPTCP);
			assertThat(KernelSockets.listener(port)).isEqualTo(KernelProtocol.TCP);
			assertIsHealthy(port, KernelProtocol.FALLBACK);
			assertThat(MptcpLog.lines(output))
				.containsExactly("INFO Tomcat listens on port " + server.port() + " with MPTCP");
		}
	}

	@ParameterizedTest
	@EnumSource
	void onlyManagementOn(WebStack stack, CapturedOutput output) throws IOException {
		try (TomcatServer server = TomcatServer.start(stack, "server.mptcp.enabled=false", "management.server.port=0",
				"management.server.mptcp.enabled=true")) {
			int port = managementPort(server);
			assertThat(KernelSockets.listener(server.port())).isEqualTo(KernelProtocol.TCP);
			assertThat(KernelSockets.listener(port)).isEqualTo(KernelProtocol.MPTCP);
			assertIsHealthy(port, KernelProtocol.MPTCP);
			assertThat(MptcpLog.lines(output)).containsExactly("INFO Tomcat listens on port " + port + " with MPTCP");
		}
	}

	@Test
	void ownProtocolOfTheServerDoesNotConcernManagement(CapturedOutput output) throws IOException {
		try (TomcatServer server = TomcatServer.start(WebStack.SERVLET, OwnProtocol.class, "management.server.port=0",
				"management.server.mptcp.enabled=true")) {
			int port = managementPort(server);
			assertIsHealthy(port, KernelProtocol.MPTCP);
			assertThat(MptcpLog.lines(output)).hasSize(3)
				.contains("INFO Tomcat listens on port " + port + " with MPTCP",
						"INFO Tomcat listens on port " + server.port() + " with TCP");
		}
	}

	private int managementPort(TomcatServer server) {
		return server.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	private void assertIsHealthy(int port, KernelProtocol protocol) throws IOException {
		try (SocketClient client = SocketClient.mptcp(new InetSocketAddress("127.0.0.1", port))) {
			Response response = client.get("/actuator/health");
			assertThat(response.text()).startsWith("HTTP/1.1 200").contains("\"status\":\"UP\"");
			assertThat(response.protocol()).isEqualTo(protocol);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProtocol {

		@Bean
		WebServerFactoryCustomizer<TomcatWebServerFactory> protocolCustomizer() {
			return (factory) -> factory.setProtocol(Http11Nio2Protocol.class.getName());
		}

	}

}
