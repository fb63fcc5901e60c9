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

package io.github.mptcpspring.endpoint;

import java.nio.file.Path;

import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a listener on a Unix domain socket, which has no port.
 */
@Tag("endpoint")
class UnixDomainListenerTests {

	@Test
	void isShownWithoutPortAndAdvised(@TempDir Path directory) {
		Path path = directory.resolve("tomcat.sock");
		try (EndpointServer server = EndpointServer.start(WebServerKind.TOMCAT, UnixDomainSocket.class, "path=" + path,
				"management.server.port=0")) {
			JsonNode mptcp = server.managementEndpoint().mptcp();
			assertThat(mptcp.get("listeners").get(0).toString())
				.isEqualTo("{\"server\":\"tomcat\",\"port\":null,\"protocol\":\"unix\",\"fastOpenQueueLength\":0}");
			assertThat(mptcp.get("listeners").get(1).get("port").intValue()).isEqualTo(server.managementPort());
			assertThat(mptcp.get("advice"))
				.anyMatch((advice) -> advice.get("problem").asString().contains("a Unix domain socket is not TCP"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class UnixDomainSocket {

		@Bean
		TomcatConnectorCustomizer unixDomainSocketCustomizer(@Value("${path}") String path) {
			return (connector) -> connector.setProperty("unixDomainSocketPath", path);
		}

	}

}
