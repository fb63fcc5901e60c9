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

import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;

import io.github.mptcpspring.benchmarks.Report;
import io.github.mptcpspring.benchmarks.Samples;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured, side by side. A value is the median of the iterations of all rounds.
 */
final class SnapshotReport implements Report {

	/** The number of connections for which there are bounds. */
	static final int BOUND_CONNECTIONS = 10_000;

	private static final double BOUND_MILLIS = 20;

	private static final double BOUND_BYTES_PER_CONNECTION = 1024;

	/** How much more one connection may cost where there are most of them. */
	private static final double BOUND_LINEARITY = 1.25;

	private static final double MICROS_PER_MILLI = 1000;

	private static final String ALLOCATION = "gc.alloc.rate.norm";

	private final TreeMap<Integer, Row> rows = new TreeMap<>();

	@Override
	public void add(Collection<RunResult> results) {
		for (RunResult result : results) {
			int connections = Integer.parseInt(result.getParams().getParam("connections"));
			Row row = this.rows.computeIfAbsent(connections, Row::new);
			boolean ss = result.getParams().getBenchmark().endsWith(".ss");
			for (BenchmarkResult fork : result.getBenchmarkResults()) {
				for (IterationResult iteration : fork.getIterationResults()) {
					row.add(ss, iteration);
				}
			}
		}
	}

	@Override
	public boolean isWithinBounds() {
		Row bound = this.rows.get(BOUND_CONNECTIONS);
		return bound != null && bound.millis() <= BOUND_MILLIS
				&& bound.bytesPerConnection() <= BOUND_BYTES_PER_CONNECTION && linearity(bound) <= BOUND_LINEARITY;
	}

	private double linearity(Row bound) {
		return this.rows.lastEntry().getValue().microsPerConnection() / bound.microsPerConnection();
	}

	@Override
	public String toString() {
		StringBuilder table = new StringBuilder("%11s %13s %15s %14s %9s %13s%n".formatted("connections", "snapshot ms",
				"us/connection", "B/connection", "ss ms", "ss/snapshot"));
		this.rows.values().forEach((row) -> table.append(row).append(System.lineSeparator()));
		Row bound = this.rows.get(BOUND_CONNECTIONS);
		if (bound != null) {
			table.append("at most     %13.0f %15s %14.0f%n".formatted(BOUND_MILLIS, "", BOUND_BYTES_PER_CONNECTION));
			table.append("a connection of %d costs %.2f times one of %d, at most %.2f%n".formatted(this.rows.lastKey(),
					linearity(bound), BOUND_CONNECTIONS, BOUND_LINEARITY));
		}
		return table.toString();
	}

	/**
	 * What was measured with one number of connections.
	 */
	private static final class Row {

		private final int connections;

		private final Samples snapshotMicros = new Samples();

		private final Samples snapshotBytes = new Samples();

		private final Samples ssMicros = new Samples();

		Row(int connections) {
			this.connections = connections;
		}

		void add(boolean ss, IterationResult iteration) {
			double micros = iteration.getPrimaryResult().getScore();
			if (ss) {
				this.ssMicros.add(micros);
			}
			else {
				this.snapshotMicros.add(micros);
				this.snapshotBytes
					.add(Objects.requireNonNull(iteration.getSecondaryResults().get(ALLOCATION)).getScore());
			}
		}

		double millis() {
			return this.snapshotMicros.median() / MICROS_PER_MILLI;
		}

		double microsPerConnection() {
			return this.snapshotMicros.median() / this.connections;
		}

		double bytesPerConnection() {
			return this.snapshotBytes.median() / this.connections;
		}

		@Override
		public String toString() {
			return "%11d %13.2f %15.2f %14.1f %9.2f %12.1fx".formatted(this.connections, millis(),
					microsPerConnection(), bytesPerConnection(), this.ssMicros.median() / MICROS_PER_MILLI,
					this.ssMicros.median() / this.snapshotMicros.median());
		}

	}

}
