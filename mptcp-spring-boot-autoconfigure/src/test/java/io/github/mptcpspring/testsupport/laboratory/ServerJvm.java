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

package io.github.mptcpspring.testsupport.laboratory;

import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.network.Host;
import io.github.mptcpspring.testsupport.network.Keeper;
import io.github.mptcpspring.testsupport.network.Resources;

/**
 * The JVM with a Spring Boot application on the server's host.
 *
 * @see ServerApplication
 */
final class ServerJvm implements AutoCloseable {

	private final Keeper jvm;

	ServerJvm(Host host) {
		this.jvm = host.startJvm(ServerApplication.class);
	}

	/**
	 * Start a server with {@code server.mptcp.enabled=true} unless the properties say
	 * otherwise.
	 * @param kind the kind of server
	 * @param properties the properties
	 */
	void start(WebServerKind kind, String... properties) {
		this.jvm.order(ServerApplication.START + " " + kind.name() + " " + String.join(" ", properties)).awaitReady();
	}

	/**
	 * Stop the server.
	 */
	void stop() {
		this.jvm.order(ServerApplication.STOP).awaitReady();
	}

	Resources measure() throws InterruptedException {
		return this.jvm.measure();
	}

	@Override
	public void close() {
		this.jvm.close();
	}

}
