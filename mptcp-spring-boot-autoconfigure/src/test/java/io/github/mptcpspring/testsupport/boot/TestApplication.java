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

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs the Spring Boot applications of the tests.
 */
public final class TestApplication {

	private TestApplication() {
	}

	/**
	 * Run an application that is closed by the test and not by the end of the JVM.
	 * @param application the application
	 * @param properties what the command line sets
	 * @return the context
	 */
	public static ConfigurableApplicationContext run(SpringApplicationBuilder application, String... properties) {
		// What there is of Fast Open is tested beside MPTCP, too
		application.properties("tfo.with-mptcp=true");
		String[] arguments = Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new);
		return application.bannerMode(Banner.Mode.OFF).registerShutdownHook(false).run(arguments);
	}

}
