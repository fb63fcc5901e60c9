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

import java.util.Locale;

import io.github.mptcpspring.testsupport.boot.TestApplication;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;

/**
 * What the application of the tests runs on.
 */
enum WebStack {

	/** Spring MVC on Tomcat. */
	TOMCAT(WebApplicationType.SERVLET),

	/** Spring WebFlux on Reactor Netty. */
	NETTY(WebApplicationType.REACTIVE);

	/** What a test adds that wants to see addresses without saying who it is. */
	static final String SHOW_ADDRESSES = "management.endpoint.mptcp.show-addresses=always";

	private final WebApplicationType applicationType;

	WebStack(WebApplicationType applicationType) {
		this.applicationType = applicationType;
	}

	/**
	 * Return what the endpoint calls this kind of server.
	 * @return the name
	 */
	String server() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Start a server that exposes the endpoint, with {@code server.mptcp.enabled=true}
	 * unless the properties say otherwise.
	 * @param properties the properties
	 * @return the server
	 */
	EndpointServer start(String... properties) {
		return start(EndpointApplication.class, properties);
	}

	EndpointServer start(Class<?> configuration, String... properties) {
		return startWith(builder(configuration).properties("management.endpoints.web.exposure.include=mptcp"),
				properties);
	}

	/**
	 * Start a server that exposes what Boot exposes.
	 * @param properties the properties
	 * @return the server
	 */
	EndpointServer startWithExposureOfBoot(String... properties) {
		return startWith(builder(EndpointApplication.class), properties);
	}

	private EndpointServer startWith(SpringApplicationBuilder application, String... properties) {
		return new EndpointServer(server(), TestApplication.run(application, properties));
	}

	private SpringApplicationBuilder builder(Class<?> configuration) {
		return new SpringApplicationBuilder(EndpointApplication.class).sources(configuration)
			.web(this.applicationType)
			.properties("server.port=0", "server.mptcp.enabled=true", "spring.http.codecs.max-in-memory-size=64MB",
					"spring.reactor.netty.shutdown-quiet-period=0s",
					// Reactive applications would have the choice
					"spring.autoconfigure.exclude=" + TomcatReactiveWebServerAutoConfiguration.class.getName() + ","
							+ TomcatReactiveManagementContextAutoConfiguration.class.getName());
	}

}
