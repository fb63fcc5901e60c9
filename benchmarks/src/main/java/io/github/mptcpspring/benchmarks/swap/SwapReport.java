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

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.github.mptcpspring.benchmarks.Report;
import io.github.mptcpspring.benchmarks.Samples;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured, side by side. A value is the median of the iterations of all rounds.
 */
final class SwapReport implements Report {

	private static final Class<?> BARE = SystemCallsBenchmark.class;

	private final Map<String, Samples> scores = new HashMap<>();

	@Override
	public void add(Collection<RunResult> results) {
		for (RunResult result : results) {
			Samples samples = this.scores.computeIfAbsent(result.getParams().getBenchmark(), (name) -> new Samples());
			for (BenchmarkResult fork : result.getBenchmarkResults()) {
				fork.getIterationResults().forEach((iteration) -> samples.add(iteration.getPrimaryResult().getScore()));
			}
		}
	}

	@Override
	public boolean isWithinBounds() {
		return Arrays.stream(Bound.values()).allMatch((bound) -> difference(bound.benchmark) <= bound.micros);
	}

	@Override
	public String toString() {
		StringBuilder table = new StringBuilder("%-26s %8s %8s %11s %8s %8s%n".formatted("microseconds", "plain",
				"MPTCP", "difference", "at most", "of bare"));
		for (Bound bound : Bound.values()) {
			table.append("%s %8.0f %7.1fx%n".formatted(row(bound.title, bound.benchmark), bound.micros,
					difference(bound.benchmark) / difference(BARE)));
		}
		return table.append(row("bare system calls", BARE)).append(System.lineSeparator()).toString();
	}

	private String row(String title, Class<?> benchmark) {
		return "%-26s %8.2f %8.2f %11.2f".formatted(title, median(benchmark, "plain"), median(benchmark, "mptcp"),
				difference(benchmark));
	}

	private double difference(Class<?> benchmark) {
		return median(benchmark, "mptcp") - median(benchmark, "plain");
	}

	private double median(Class<?> benchmark, String method) {
		return this.scores.getOrDefault(benchmark.getName() + "." + method, new Samples()).median();
	}

	/**
	 * What a swap may cost.
	 */
	private enum Bound {

		EPOLL("Reactor Netty on epoll", EpollBenchmark.class, 100),

		NIO("Reactor Netty on NIO", NioBenchmark.class, 100),

		JDK("SocketChannel of the JDK", JdkBenchmark.class, 100);

		private final String title;

		private final Class<?> benchmark;

		private final double micros;

		Bound(String title, Class<?> benchmark, double micros) {
			this.title = title;
			this.benchmark = benchmark;
			this.micros = micros;
		}

	}

}
