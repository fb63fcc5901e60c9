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

package io.github.mptcpspring.benchmarks.swap;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures what a swap costs, prints it, and fails when it costs more than it may.
 */
public final class SwapCost {

	private static final int ROUNDS = 5;

	private SwapCost() {
	}

	/**
	 * Measure, report, and exit with 1 when a swap costs more than it may.
	 * @param arguments none
	 * @throws RunnerException when a benchmark fails
	 */
	public static void main(String[] arguments) throws RunnerException {
		new SwapReport().measure(ROUNDS, options());
	}

	private static Options options() {
		return new OptionsBuilder().include(SwapCost.class.getPackageName())
			.mode(Mode.AverageTime)
			.timeUnit(TimeUnit.MICROSECONDS)
			.forks(1)
			.warmupIterations(3)
			.warmupTime(TimeValue.milliseconds(500))
			.measurementIterations(5)
			.measurementTime(TimeValue.milliseconds(400))
			.jvmArgs("--enable-native-access=ALL-UNNAMED")
			.shouldFailOnError(true)
			.build();
	}

}
