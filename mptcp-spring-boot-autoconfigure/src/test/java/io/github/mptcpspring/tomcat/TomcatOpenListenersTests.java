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

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.apache.coyote.http11.Http11Nio2Protocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a connector that is not prepared is known while it is open.
 */
@Tag("server")
@MptcpRequired
class TomcatOpenListenersTests {

	@Test
	void aConnectorOfTheApplicationsOwnProtocolIsKnownWhileItIsOpen() {
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT, OwnProtocol.class)) {
			ListenerRegistry listeners = server.context().getBean(ListenerRegistry.class);
			assertThat(listeners.listeners()).singleElement().satisfies((listener) -> {
				assertThat(listener.port()).contains(server.port());
				assertThat(listener.state().protocol()).isEqualTo(Protocol.TCP);
			});
			server.context().stop();
			assertThat(listeners.listeners()).isEmpty();
			server.context().start();
			assertThat(listeners.listeners()).singleElement()
				.satisfies((listener) -> assertThat(listener.port()).contains(server.port()));
			server.webServer().stop();
			assertThat(listeners.listeners()).isEmpty();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProtocol {

		@Bean
		WebServerFactoryCustomizer<TomcatWebServerFactory> ownProtocol() {
			return (factory) -> factory.setProtocol(Http11Nio2Protocol.class.getName());
		}

	}

}
