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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a JVM of its own, for what is decided when a JVM starts.
 *
 * @param exitCode the exit code of the JVM
 * @param output what it printed
 */
public record ForkedJvm(int exitCode, String output) {

	/** Half of what a JVM does that does not run for long is to compile. */
	static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private static final long TIMEOUT_SECONDS = 120;

	/**
	 * Run a main class to its end with this JVM's Java and class path.
	 * @param jvmArguments arguments for the JVM, to which nothing is added but what makes
	 * it start sooner
	 * @param main the main class
	 * @param arguments arguments for the main class
	 * @return what became of it
	 * @throws IOException when it cannot be started
	 * @throws InterruptedException when interrupted while it runs
	 */
	public static ForkedJvm run(List<String> jvmArguments, Class<?> main, String... arguments)
			throws IOException, InterruptedException {
		List<String> command = command(jvmArguments, List.of("-cp", System.getProperty("java.class.path")));
		command.add(main.getName());
		command.addAll(List.of(arguments));
		return run(command);
	}

	/**
	 * Return the start of a command line that runs a class with this JVM's Java and class
	 * path, and may call native code.
	 * @param jvmArguments more arguments for the JVM
	 * @return the command, to which the main class and its arguments are to be added
	 */
	public static List<String> command(String... jvmArguments) {
		return command(withNativeAccess(jvmArguments), ClassArchive.arguments());
	}

	/**
	 * Return the start of a command line that runs a class with this JVM's Java and
	 * another class path, and may call native code.
	 * @param classPath the class path
	 * @param jvmArguments more arguments for the JVM
	 * @return the command, to which the main class and its arguments are to be added
	 */
	public static List<String> commandWithClassPath(String classPath, String... jvmArguments) {
		return command(withNativeAccess(jvmArguments), List.of("-cp", classPath));
	}

	private static List<String> withNativeAccess(String... jvmArguments) {
		List<String> arguments = new ArrayList<>(List.of(jvmArguments));
		arguments.add(NATIVE_ACCESS);
		return arguments;
	}

	private static List<String> command(List<String> jvmArguments, List<String> classPath) {
		List<String> command = new ArrayList<>(List.of(JAVA));
		command.addAll(QUICK_START);
		command.addAll(jvmArguments);
		command.addAll(classPath);
		return command;
	}

	/**
	 * Run a command to its end.
	 * @param command the command
	 * @return what became of it
	 * @throws IOException when it cannot be started
	 * @throws InterruptedException when interrupted while it runs
	 */
	public static ForkedJvm run(List<String> command) throws IOException, InterruptedException {
		Path output = Files.createTempFile("forked-jvm", ".log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Still running: " + command + "\n" + Files.readString(output));
			}
			return new ForkedJvm(process.exitValue(), Files.readString(output));
		}
		finally {
			process.destroyForcibly().waitFor();
			Files.delete(output);
		}
	}

}
