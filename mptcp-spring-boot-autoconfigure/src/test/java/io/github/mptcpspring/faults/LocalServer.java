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

package io.github.mptcpspring.faults;

import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A server in this JVM, with {@code server.mptcp.enabled=true} unless a test says
 * otherwise.
 */
final class LocalServer extends EmbeddedServer {

	private LocalServer(WebServerKind kind, ConfigurableApplicationContext context) {
		super(kind, context);
	}

	static LocalServer start(WebServerKind kind, String... properties) {
		Class<?> application = (kind.applicationType() == WebApplicationType.SERVLET) ? ServletApplication.class
				: ReactiveApplication.class;
		return new LocalServer(kind, TestApplication.run(kind.application(application), properties));
	}

}
