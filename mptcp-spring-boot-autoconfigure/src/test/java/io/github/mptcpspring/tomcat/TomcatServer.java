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
import io.github.mptcpspring.testsupport.boot.TestApplication;
import org.apache.catalina.connector.Connector;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application on embedded Tomcat with {@code server.mptcp.enabled=true}
 * unless a test says otherwise.
 */
final class TomcatServer extends EmbeddedServer {

	private TomcatServer(ConfigurableApplicationContext context) {
		super("Tomcat", context);
	}

	static TomcatServer start(WebStack stack, String... properties) {
		return start(stack, new Class<?>[0], properties);
	}

	static TomcatServer start(WebStack stack, Class<?> configuration, String... properties) {
		return start(stack, new Class<?>[] { configuration }, properties);
	}

	private static TomcatServer start(WebStack stack, Class<?>[] configurations, String[] properties) {
		return new TomcatServer(
				TestApplication.run(new SpringApplicationBuilder(TomcatApplication.class).sources(configurations)
					.properties("server.port=0", "server.mptcp.enabled=true")
					.web(stack.applicationType()), properties));
	}

	TomcatWebServer webServer() {
		return (TomcatWebServer) ((WebServerApplicationContext) context()).getWebServer();
	}

	Connector connector() {
		return webServer().getTomcat().getConnector();
	}

}
