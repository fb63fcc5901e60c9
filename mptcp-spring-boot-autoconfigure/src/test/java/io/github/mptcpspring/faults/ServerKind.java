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

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The embedded servers, each with the kind of application that most people run on it.
 */
enum ServerKind {

	TOMCAT("Tomcat", ServletApplication.class, WebApplicationType.SERVLET),

	NETTY("Netty", ReactiveApplication.class, WebApplicationType.REACTIVE);

	private final String serverName;

	private final Class<?> application;

	private final WebApplicationType applicationType;

	ServerKind(String serverName, Class<?> application, WebApplicationType applicationType) {
		this.serverName = serverName;
		this.application = application;
		this.applicationType = applicationType;
	}

	/**
	 * Return what the log calls the server.
	 * @return the name
	 */
	String serverName() {
		return this.serverName;
	}

	SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(this.application)
			.properties("server.port=0", "server.mptcp.enabled=true", "spring.reactor.netty.shutdown-quiet-period=0s")
			.web(this.applicationType);
	}

}
