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

package io.github.mptcpspring.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Another JVM, which answers questions of one line with one line. What is measured in it
 * is not disturbed by the load, which comes from here.
 */
public final class Child implements AutoCloseable {

	private static final String ANSWER = "answer ";

	private final Process process;

	private final BufferedReader output;

	private final PrintStream input;

	private Child(Process process) {
		this.process = process;
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	/**
	 * Start one.
	 * @param main the class to run, which calls {@link #answer}
	 * @param arguments its arguments
	 * @return the JVM
	 * @throws IOException when it cannot be started
	 */
	public static Child start(Class<?> main, String... arguments) throws IOException {
		return new Child(
				new ProcessBuilder(command(main, arguments)).redirectError(ProcessBuilder.Redirect.INHERIT).start());
	}

	/**
	 * Return the command that runs a class of this module.
	 * @param main the class
	 * @param arguments its arguments
	 * @return the command
	 */
	public static List<String> command(Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		return command;
	}

	/**
	 * Ask it.
	 * @param question the question, one line
	 * @return the words of its answer
	 */
	public List<String> ask(String question) {
		this.input.println(question);
		try {
			String line = this.output.readLine();
			while (line != null && !line.startsWith(ANSWER)) {
				line = this.output.readLine();
			}
			if (line == null) {
				throw new IllegalStateException("It is gone that was asked: " + question);
			}
			return List.of(line.substring(ANSWER.length()).split(" "));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Ask it for a number.
	 * @param question the question, one line
	 * @return its answer
	 */
	public long askNumber(String question) {
		return Long.parseLong(ask(question).getFirst());
	}

	@Override
	public void close() {
		this.process.destroy();
	}

	/**
	 * Answer whoever started this JVM, and end it when nobody asks any more.
	 * @param answers a function from a question to its answer
	 * @throws IOException when standard input cannot be read
	 */
	public static void answer(UnaryOperator<String> answers) throws IOException {
		BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try {
			String question = questions.readLine();
			while (question != null) {
				System.out.println(ANSWER + answers.apply(question));
				question = questions.readLine();
			}
		}
		finally {
			Runtime.getRuntime().halt(1);
		}
	}

}
