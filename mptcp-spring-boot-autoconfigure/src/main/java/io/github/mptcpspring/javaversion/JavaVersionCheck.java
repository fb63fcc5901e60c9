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

package io.github.mptcpspring.javaversion;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@link ApplicationContextInitializer} that stops an application if the Java version
 * cannot load the classes of the starter, before Spring loads them.
 */
class JavaVersionCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	/** The Java version of the other classes of the starter. */
	static final int REQUIRED = 25;

	private final int feature;

	JavaVersionCheck() {
		this(Runtime.version().feature());
	}

	JavaVersionCheck(int feature) {
		this.feature = feature;
	}

	@Override
	public void initialize(ConfigurableApplicationContext applicationContext) {
		if (this.feature < REQUIRED) {
			throw new JavaVersionException(REQUIRED, this.feature, System.getProperty("java.home"));
		}
	}

}
