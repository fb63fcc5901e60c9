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

package io.github.mptcpspring.webserver;

import java.util.Set;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.GreetingApplication;
import io.github.mptcpspring.testsupport.boot.OwnEventLoops;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that start an embedded web server.
 */
@Tag("server")
abstract class WebServerTests {

	private final WebServerKind kind;

	WebServerTests(WebServerKind kind) {
		this.kind = kind;
	}

	/**
	 * Start a server with {@code server.mptcp.enabled=true} unless the properties say
	 * otherwise.
	 * @param properties the properties
	 * @return the server
	 */
	final EmbeddedServer start(String... properties) {
		return start(new Class<?>[] { GreetingApplication.class }, properties);
	}

	/**
	 * Start a server that shares nothing with other contexts of this JVM.
	 * @param properties the properties
	 * @return the server
	 */
	final EmbeddedServer startOnItsOwn(String... properties) {
		return start(new Class<?>[] { GreetingApplication.class, OwnEventLoops.class }, properties);
	}

	final EmbeddedServer start(Class<?>[] sources, String... properties) {
		return new EmbeddedServer(this.kind, TestApplication.run(this.kind.application(sources), properties));
	}

	/**
	 * Assert that a start that failed left no socket open.
	 * @param before the sockets that were open before
	 */
	final void assertNoneLeftOpen(Set<String> before) {
		if (this.kind == WebServerKind.NETTY) {
			// Event loops close theirs when they come to it
			Awaitility.await().untilAsserted(() -> assertNoneOpenBut(before));
		}
		else {
			assertNoneOpenBut(before);
		}
	}

	private void assertNoneOpenBut(Set<String> before) {
		assertThat(KernelSockets.openInodes()).isSubsetOf(before);
	}

}
