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

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of the tests that ran in a {@link NetworkNamespace}.
 *
 * @param results how they ended
 * @param output all that their JVM has printed
 */
record NamespaceRun(List<NamespaceResult> results, String output) {

	/**
	 * Return what came of tests that have ended.
	 * @param printed the lines that their JVM has printed, the results among them
	 * @return the results
	 */
	static NamespaceRun of(List<String> printed) {
		Map<Boolean, List<String>> lines = printed.stream().collect(Collectors.partitioningBy(NamespaceResult::isLine));
		return new NamespaceRun(lines.get(true).stream().map(NamespaceResult::parse).toList(),
				String.join("\n", lines.get(false)));
	}

	/**
	 * End a test in this JVM as it ended there.
	 * @param test the JUnit platform's id of the test
	 */
	void replay(String test) {
		this.results.stream()
			.filter((result) -> result.concludes(test))
			.findFirst()
			.orElseThrow(() -> new AssertionError(
					"In a network namespace " + test + " was not found. All its output: " + this.output))
			.replay(this.output);
	}

}
