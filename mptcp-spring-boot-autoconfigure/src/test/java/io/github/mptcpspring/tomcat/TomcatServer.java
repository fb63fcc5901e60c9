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

import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.GreetingApplication;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.apache.catalina.connector.Connector;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application on embedded Tomcat with {@code server.mptcp.enabled=true}
 * unless a test says otherwise.
 */
final class TomcatServer extends EmbeddedServer {

	private TomcatServer(WebServerKind kind, ConfigurableApplicationContext context) {
		super(kind, context);
	}

	static TomcatServer start(WebServerKind kind, String... properties) {
		return start(kind, new Class<?>[0], properties);
	}

	static TomcatServer start(WebServerKind kind, Class<?> configuration, String... properties) {
		return start(kind, new Class<?>[] { configuration }, properties);
	}

	private static TomcatServer start(WebServerKind kind, Class<?>[] configurations, String[] properties) {
		return new TomcatServer(kind,
				TestApplication.run(kind.application(GreetingApplication.class).sources(configurations), properties));
	}

	TomcatWebServer webServer() {
		return (TomcatWebServer) ((WebServerApplicationContext) context()).getWebServer();
	}

	Connector connector() {
		return webServer().getTomcat().getConnector();
	}

}
