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

package io.github.mptcpspring.benchmarks.accept;

import java.util.TreeMap;

import io.github.mptcpspring.benchmarks.Samples;

/**
 * What was measured, side by side. A value is the median of all turns; a ratio is the
 * median of the rounds, each of which has a turn with the queue and one without.
 */
final class AcceptReport {

	private static final double BOUND_RATIO = 0.9;

	private final TreeMap<Integer, Row> rows = new TreeMap<>();

	/**
	 * Add a turn with the queue and the turn without it that followed.
	 * @param connections how many connections were idle
	 * @param with the turn with the queue
	 * @param without the turn without it
	 */
	void add(int connections, Turn with, Turn without) {
		this.rows.computeIfAbsent(connections, Row::new).add(with, without);
	}

	boolean isWithinBounds() {
		return this.rows.values().stream().allMatch((row) -> row.ratio.median() >= BOUND_RATIO);
	}

	@Override
	public String toString() {
		StringBuilder table = new StringBuilder("%15s %12s %13s %7s %8s %19s %19s%n".formatted("idle connections",
				"accepts/s on", "accepts/s off", "ratio", "at least", "acceptor us each on", "acceptor us each off"));
		this.rows.values().forEach((row) -> table.append(row).append(System.lineSeparator()));
		return table.toString();
	}

	/**
	 * A turn with one listener.
	 *
	 * @param acceptsPerSecond how many connections were accepted in a second
	 * @param acceptorMicros what one of them cost the thread that accepts, in
	 * microseconds of a processor
	 */
	record Turn(double acceptsPerSecond, double acceptorMicros) {

	}

	/**
	 * What was measured with one number of connections.
	 */
	private static final class Row {

		private final int connections;

		private final Samples ratio = new Samples();

		private final Samples acceptsWith = new Samples();

		private final Samples acceptsWithout = new Samples();

		private final Samples microsWith = new Samples();

		private final Samples microsWithout = new Samples();

		Row(int connections) {
			this.connections = connections;
		}

		void add(Turn with, Turn without) {
			this.ratio.add(with.acceptsPerSecond() / without.acceptsPerSecond());
			this.acceptsWith.add(with.acceptsPerSecond());
			this.acceptsWithout.add(without.acceptsPerSecond());
			this.microsWith.add(with.acceptorMicros());
			this.microsWithout.add(without.acceptorMicros());
		}

		@Override
		public String toString() {
			return "%16d %12.0f %13.0f %7.2f %8.2f %19.1f %20.1f".formatted(this.connections, this.acceptsWith.median(),
					this.acceptsWithout.median(), this.ratio.median(), BOUND_RATIO, this.microsWith.median(),
					this.microsWithout.median());
		}

	}

}
