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

package io.github.mptcpspring.testsupport.boot;

import java.net.InetSocketAddress;
import java.net.URI;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application on an embedded web server.
 */
public class EmbeddedServer implements AutoCloseable {

	private final WebServerKind kind;

	private final ConfigurableApplicationContext context;

	public EmbeddedServer(WebServerKind kind, ConfigurableApplicationContext context) {
		this.kind = kind;
		this.context = context;
	}

	/**
	 * Return what the log calls the server.
	 * @return the name
	 */
	public final String name() {
		return this.kind.serverName();
	}

	public final ConfigurableApplicationContext context() {
		return this.context;
	}

	public final int port() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	public final int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	public final InetSocketAddress ipv4() {
		return new InetSocketAddress("127.0.0.1", port());
	}

	public final InetSocketAddress ipv6() {
		return new InetSocketAddress("::1", port());
	}

	public final URI uri(String path) {
		return URI.create("http://127.0.0.1:" + port() + path);
	}

	@Override
	public final void close() {
		this.context.close();
	}

}
