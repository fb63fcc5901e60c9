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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.opentest4j.TestAbortedException;

/**
 * How a test ended in a {@link NetworkNamespace}.
 *
 * @param uniqueId the JUnit platform's id of the test, or of a container of tests
 * @param status how it ended
 * @param report why it did not succeed
 */
record NamespaceResult(String uniqueId, Status status, String report) {

	private static final String SEPARATOR = "\t";

	static NamespaceResult of(String uniqueId, TestExecutionResult result) {
		return new NamespaceResult(uniqueId, result.getStatus(),
				result.getThrowable().map(NamespaceResult::stackTrace).orElse(""));
	}

	private static String stackTrace(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	/**
	 * Return the result that a line holds.
	 * @param line the result as {@link #toLine()} returned it
	 * @return the result
	 */
	static NamespaceResult parse(String line) {
		String[] parts = line.split(SEPARATOR, -1);
		return new NamespaceResult(parts[0], Status.valueOf(parts[1]),
				new String(Base64.getDecoder().decode(parts[2]), StandardCharsets.UTF_8));
	}

	static boolean isLine(String text) {
		return text.startsWith("[engine:");
	}

	String toLine() {
		return String.join(SEPARATOR, this.uniqueId, this.status.name(),
				Base64.getEncoder().encodeToString(this.report.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Return whether this result says how a test ended: it is the test's, or that of a
	 * container which did not come to run it.
	 * @param test the JUnit platform's id of the test
	 * @return whether it is
	 */
	boolean concludes(String test) {
		return test.equals(this.uniqueId) || (this.status != Status.SUCCESSFUL && test.startsWith(this.uniqueId + "/"));
	}

	/**
	 * End the test in this JVM as it ended there.
	 * @param output all that the JVM in the namespace has printed
	 */
	void replay(String output) {
		switch (this.status) {
			case SUCCESSFUL -> {
			}
			case ABORTED -> throw new TestAbortedException(this.report);
			case FAILED ->
				throw new AssertionError("In a network namespace: " + this.report + "\nAll its output: " + output);
		}
	}

}
