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

package io.github.mptcpspring.testsupport;

import java.io.IOException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The classes that a JVM says it loads.
 */
public final class LoadedClasses {

	private static final String TAG = "[class,load]";

	private LoadedClasses() {
	}

	/**
	 * Run a main class to its end in a JVM of its own and return the classes that it
	 * loads.
	 * @param main the main class
	 * @param expected what it prints when it does what it should
	 * @param arguments arguments for the main class
	 * @return the names of the classes, in the order in which they are loaded
	 * @throws IOException when it cannot be started
	 * @throws InterruptedException when interrupted while it runs
	 */
	public static List<String> of(Class<?> main, String expected, String... arguments)
			throws IOException, InterruptedException {
		List<String> command = ForkedJvm.command("-Xlog:class+load");
		command.add(main.getName());
		command.addAll(List.of(arguments));
		ForkedJvm jvm = ForkedJvm.run(command);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains(expected);
		return jvm.output()
			.lines()
			.filter((line) -> line.contains(TAG))
			.map((line) -> line.replaceFirst("^.*\\[class,load] ", "").replaceFirst(" .*", ""))
			.toList();
	}

}
