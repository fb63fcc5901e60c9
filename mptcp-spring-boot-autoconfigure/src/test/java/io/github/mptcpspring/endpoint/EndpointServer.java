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

package io.github.mptcpspring.endpoint;

import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@link EndpointApplication} on an embedded server.
 */
final class EndpointServer extends EmbeddedServer {

	/** What a test adds that wants to see addresses without saying who it is. */
	static final String SHOW_ADDRESSES = "management.endpoint.mptcp.show-addresses=always";

	private EndpointServer(WebServerKind kind, ConfigurableApplicationContext context) {
		super(kind, context);
	}

	/**
	 * Start a server that exposes the endpoint, with {@code server.mptcp.enabled=true}
	 * unless the properties say otherwise.
	 * @param kind the kind of server
	 * @param properties the properties
	 * @return the server
	 */
	static EndpointServer start(WebServerKind kind, String... properties) {
		return start(kind, EndpointApplication.class, properties);
	}

	static EndpointServer start(WebServerKind kind, Class<?> configuration, String... properties) {
		return start(kind,
				application(kind).sources(configuration).properties("management.endpoints.web.exposure.include=mptcp"),
				properties);
	}

	/**
	 * Start a server that exposes what Boot exposes.
	 * @param kind the kind of server
	 * @param properties the properties
	 * @return the server
	 */
	static EndpointServer startWithExposureOfBoot(WebServerKind kind, String... properties) {
		return start(kind, application(kind), properties);
	}

	private static EndpointServer start(WebServerKind kind, SpringApplicationBuilder application,
			String... properties) {
		return new EndpointServer(kind, TestApplication.run(application, properties));
	}

	private static SpringApplicationBuilder application(WebServerKind kind) {
		return kind.application(EndpointApplication.class).properties("spring.http.codecs.max-in-memory-size=64MB");
	}

	/**
	 * Return one who asks the endpoint on the port of the application.
	 * @return the client
	 */
	EndpointClient endpoint() {
		return new EndpointClient(port(), context());
	}

	/**
	 * Return one who asks the endpoint on the management port.
	 * @return the client
	 */
	EndpointClient managementEndpoint() {
		return new EndpointClient(managementPort(), context());
	}

}
