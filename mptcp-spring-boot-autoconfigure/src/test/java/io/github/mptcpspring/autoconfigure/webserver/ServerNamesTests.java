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

package io.github.mptcpspring.autoconfigure.webserver;

import io.github.mptcpspring.autoconfigure.webserver.OwnWebServer.OwnWebServerFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerNames}.
 */
class ServerNamesTests {

	@Test
	void serverAndFactoryHaveOneName() {
		assertThat(ServerNames.of(new OwnWebServer())).isEqualTo("Own");
		assertThat(ServerNames.of(new OwnWebServerFactory())).isEqualTo("Own");
		assertThat(ServerNames.of(new JettyServletWebServer())).isEqualTo("Jetty");
		assertThat(ServerNames.of(new TomcatServletWebServerFactory())).isEqualTo("Tomcat");
		assertThat(ServerNames.of(new TomcatReactiveWebServerFactory())).isEqualTo("Tomcat");
	}

	@Test
	void whatHasNoNameHasThatOfItsClass() {
		WebServer server = new OwnWebServer() {
		};
		assertThat(ServerNames.of(server)).isEqualTo(server.getClass().getName());
	}

	/** As Boot calls Jetty. */
	private static final class JettyServletWebServer extends OwnWebServer {

	}

}
