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

import java.net.InetSocketAddress;
import java.util.stream.Stream;

import org.apache.catalina.connector.Connector;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application on embedded Tomcat with {@code server.mptcp.enabled=true}
 * unless a test says otherwise.
 */
final class TomcatServer implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private TomcatServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static TomcatServer start(WebStack stack, String... properties) {
		return start(stack, new Class<?>[0], properties);
	}

	static TomcatServer start(WebStack stack, Class<?> configuration, String... properties) {
		return start(stack, new Class<?>[] { configuration }, properties);
	}

	private static TomcatServer start(WebStack stack, Class<?>[] configurations, String[] properties) {
		String[] arguments = Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new);
		return new TomcatServer(new SpringApplicationBuilder(TomcatApplication.class).sources(configurations)
			.properties("server.port=0", "server.mptcp.enabled=true")
			.web(stack.applicationType())
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(arguments));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	TomcatWebServer webServer() {
		return (TomcatWebServer) ((WebServerApplicationContext) this.context).getWebServer();
	}

	Connector connector() {
		return webServer().getTomcat().getConnector();
	}

	int port() {
		return webServer().getPort();
	}

	InetSocketAddress ipv4() {
		return new InetSocketAddress("127.0.0.1", port());
	}

	InetSocketAddress ipv6() {
		return new InetSocketAddress("::1", port());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
