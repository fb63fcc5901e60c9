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

import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves Boot's auto-configurations for Jetty out, unless a {@link WebServerKind} asks
 * for them: Boot would prefer Jetty to Tomcat and Reactor Netty, which the application of
 * a test has when it names no server.
 */
class JettyFilter implements AutoConfigurationImportFilter, EnvironmentAware {

	/** The property that asks for Jetty. */
	static final String PROPERTY = "testsupport.jetty";

	private boolean jetty;

	@Override
	public void setEnvironment(Environment environment) {
		this.jetty = environment.getProperty(PROPERTY, Boolean.class, false);
	}

	@Override
	public boolean[] match(String[] autoConfigurationClasses, AutoConfigurationMetadata autoConfigurationMetadata) {
		boolean[] matches = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = this.jetty || Stream.ofNullable(autoConfigurationClasses[i])
				.noneMatch((name) -> name.startsWith("org.springframework.boot.jetty."));
		}
		return matches;
	}

}
