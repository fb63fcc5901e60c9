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

package io.github.mptcpspring.benchmarks.snapshot;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.mptcpspring.benchmarks.OpenFiles;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures what it costs to look at all connections of a process, prints it, and fails
 * when it costs more than it may.
 */
public final class SnapshotCost {

	/** Descriptors of a JVM that are not connections. */
	private static final int OTHER_DESCRIPTORS = 500;

	private static final int ROUNDS = 3;

	private SnapshotCost() {
	}

	/**
	 * Measure, report, and exit with 1 when a look costs more than it may.
	 * @param arguments none
	 * @throws RunnerException when a benchmark fails
	 */
	public static void main(String[] arguments) throws RunnerException {
		new SnapshotReport().measure(ROUNDS, options());
	}

	private static Options options() {
		return new OptionsBuilder().include(SnapshotBenchmark.class.getName())
			.param("connections", connections())
			.mode(Mode.AverageTime)
			.timeUnit(TimeUnit.MICROSECONDS)
			.forks(1)
			.warmupIterations(3)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(5)
			.measurementTime(TimeValue.seconds(1))
			.addProfiler(GCProfiler.class)
			.jvmArgs("--enable-native-access=ALL-UNNAMED")
			.shouldFailOnError(true)
			.build();
	}

	private static String[] connections() {
		int most = (int) Math.min(20_000, OpenFiles.limit() - OTHER_DESCRIPTORS);
		return IntStream.of(1_000, SnapshotReport.BOUND_CONNECTIONS, most)
			.mapToObj(String::valueOf)
			.toArray(String[]::new);
	}

}
