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

import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.GreetingApplication;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application on embedded Jetty with {@code server.mptcp.enabled=true}
 * unless a test says otherwise.
 */
final class JettyServer extends EmbeddedServer {

	private JettyServer(WebServerKind kind, ConfigurableApplicationContext context) {
		super(kind, context);
	}

	static JettyServer start(WebServerKind kind, String... properties) {
		return start(kind, new Class<?>[0], properties);
	}

	static JettyServer start(WebServerKind kind, Class<?> configuration, String... properties) {
		return start(kind, new Class<?>[] { configuration }, properties);
	}

	private static JettyServer start(WebServerKind kind, Class<?>[] configurations, String[] properties) {
		return new JettyServer(kind,
				TestApplication.run(kind.application(GreetingApplication.class).sources(configurations), properties));
	}

	Server server() {
		return ((JettyWebServer) ((WebServerApplicationContext) context()).getWebServer()).getServer();
	}

	ServerConnector connector() {
		return connector(0);
	}

	ServerConnector connector(int index) {
		return (ServerConnector) server().getConnectors()[index];
	}

}
