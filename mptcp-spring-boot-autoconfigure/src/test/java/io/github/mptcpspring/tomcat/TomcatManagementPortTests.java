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
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.ManagementServer;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.apache.coyote.http11.Http11Nio2Protocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a management server on a port of its own beside a Tomcat that the application
 * has a say in.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class TomcatManagementPortTests {

	@ParameterizedTest
	@EachTomcat
	void ownProtocolOfTheServerDoesNotConcernManagement(WebServerKind kind, CapturedOutput output) throws IOException {
		try (TomcatServer server = TomcatServer.start(kind, OwnProtocol.class, "management.server.port=0",
				"management.server.mptcp.enabled=true")) {
			int port = server.managementPort();
			ManagementServer.assertIsHealthy(port, KernelProtocol.MPTCP);
			assertThat(MptcpLog.lines(output)).hasSize(3)
				.contains("INFO Tomcat listens on port " + port + " with MPTCP",
						"INFO Tomcat listens on port " + server.port() + " with TCP");
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
