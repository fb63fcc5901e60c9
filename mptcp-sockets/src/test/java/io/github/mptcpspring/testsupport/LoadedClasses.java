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
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The classes that a JVM says it loads.
 */
public final class LoadedClasses {

	/** What the names of the classes begin with that call native code. */
	public static final String NATIVE_CODE = "io.github.mptcpspring.internal.linux.";

	/** What a main class prints in a line of its own after each of its applications. */
	public static final String NEXT = "The next application:";

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
		String output = run(main, arguments);
		assertThat(output).contains(expected);
		return names(output);
	}

	/**
	 * Run a main class in a JVM of its own, which starts an application for each of its
	 * arguments and prints {@link #NEXT} after each. This takes much less time than a JVM
	 * for each.
	 * @param main the main class
	 * @param expected what it prints for each argument when it does what it should
	 * @param arguments arguments for the main class
	 * @return for each argument, the names of all classes that the JVM has loaded by then
	 * @throws IOException when it cannot be started
	 * @throws InterruptedException when interrupted while it runs
	 */
	public static List<List<String>> afterEach(Class<?> main, String expected, String... arguments)
			throws IOException, InterruptedException {
		List<List<String>> loaded = new ArrayList<>();
		StringBuilder output = new StringBuilder();
		for (String part : run(main, arguments).split(NEXT, arguments.length)) {
			assertThat(part).contains(expected);
			loaded.add(names(output.append(part).toString()));
		}
		assertThat(loaded).hasSameSizeAs(arguments);
		return loaded;
	}

	private static String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
		List<String> command = ForkedJvm.command("-Xlog:class+load");
		command.add(main.getName());
		command.addAll(List.of(arguments));
		ForkedJvm jvm = ForkedJvm.run(command);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		return jvm.output();
	}

	private static List<String> names(String output) {
		return output.lines()
			.filter((line) -> line.contains(TAG))
			.map((line) -> line.replaceFirst("^.*\\[class,load] ", "").replaceFirst(" .*", ""))
			.toList();
	}

}
