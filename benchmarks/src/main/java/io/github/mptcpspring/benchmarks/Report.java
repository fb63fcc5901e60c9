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

import java.util.Collection;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/**
 * What was measured, side by side, and whether that is good enough. Its text is a table.
 */
public interface Report {

	/**
	 * Add the results of a round.
	 * @param results the results
	 */
	void add(Collection<RunResult> results);

	/**
	 * Whether nothing costs more than it may.
	 * @return whether all bounds hold
	 */
	boolean isWithinBounds();

	/**
	 * Measure, print the report, and exit with 1 when something costs more than it may.
	 * <p>
	 * The benchmarks take turns in several rounds, each in a JVM of its own: what else
	 * happens on the machine for a few seconds then meets all of them alike, and not one
	 * side of a comparison.
	 * @param rounds how many rounds there are
	 * @param options the options of each
	 * @throws RunnerException when a benchmark fails
	 */
	default void measure(int rounds, Options options) throws RunnerException {
		for (int round = 1; round <= rounds; round++) {
			System.out.println("# Round " + round + " of " + rounds);
			add(new Runner(options).run());
		}
		System.out.println(this);
		if (!isWithinBounds()) {
			System.exit(1);
		}
	}

}
