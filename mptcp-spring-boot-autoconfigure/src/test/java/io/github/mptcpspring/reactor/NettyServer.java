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

package io.github.mptcpspring.reactor;

import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.GreetingApplication;
import io.github.mptcpspring.testsupport.boot.OwnEventLoops;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;

import org.springframework.boot.reactor.netty.NettyWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application on embedded Reactor Netty with
 * {@code server.mptcp.enabled=true} unless a test says otherwise.
 */
final class NettyServer extends EmbeddedServer {

	private NettyServer(ConfigurableApplicationContext context) {
		super(WebServerKind.NETTY, context);
	}

	static NettyServer start(String... properties) {
		return start(new Class<?>[0], properties);
	}

	static NettyServer start(Class<?> configuration, String... properties) {
		return start(new Class<?>[] { configuration }, properties);
	}

	/**
	 * Start a server that shares nothing with other contexts of this JVM: the first of
	 * those that share event loops takes them away from the others when it is closed.
	 * @param properties the properties
	 * @return the server
	 */
	static NettyServer startOnItsOwn(String... properties) {
		return start(OwnEventLoops.class, properties);
	}

	static NettyServer startOnItsOwn(Class<?> configuration, String... properties) {
		return start(new Class<?>[] { OwnEventLoops.class, configuration }, properties);
	}

	private static NettyServer start(Class<?>[] configurations, String[] properties) {
		return new NettyServer(TestApplication
			.run(WebServerKind.NETTY.application(GreetingApplication.class).sources(configurations), properties));
	}

	NettyWebServer webServer() {
		return (NettyWebServer) ((WebServerApplicationContext) context()).getWebServer();
	}

}
