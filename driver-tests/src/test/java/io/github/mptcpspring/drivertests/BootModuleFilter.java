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

package io.github.mptcpspring.drivertests;

import java.util.Set;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves Boot's auto-configurations for drivers out that a test does not ask for: all
 * drivers are on the class path here.
 */
class BootModuleFilter implements AutoConfigurationImportFilter, EnvironmentAware {

	/** The property that names the modules of Boot that a test asks for. */
	static final String PROPERTY = "drivertests.boot-modules";

	private static final String BOOT = "org.springframework.boot.";

	private Set<String> modules = Set.of();

	@Override
	@SuppressWarnings("unchecked")
	public void setEnvironment(Environment environment) {
		this.modules = environment.getProperty(PROPERTY, Set.class, Set.of());
	}

	@Override
	public boolean[] match(String[] autoConfigurationClasses, AutoConfigurationMetadata autoConfigurationMetadata) {
		boolean[] matches = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = Stream.ofNullable(autoConfigurationClasses[i]).anyMatch(this::isAskedFor);
		}
		return matches;
	}

	private boolean isAskedFor(String name) {
		return !name.startsWith(BOOT) || name.startsWith(BOOT + "autoconfigure.")
				|| this.modules.stream().anyMatch((module) -> name.startsWith(BOOT + module + "."));
	}

}
