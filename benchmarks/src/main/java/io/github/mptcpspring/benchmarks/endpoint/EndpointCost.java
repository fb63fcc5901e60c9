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

package io.github.mptcpspring.benchmarks.endpoint;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.mptcpspring.benchmarks.Child;
import io.github.mptcpspring.benchmarks.KeepAliveConnection;
import io.github.mptcpspring.benchmarks.Samples;

/**
 * Compares how long ordinary requests take while many clients ask the endpoint, and while
 * as many ask another endpoint of the actuator, in turns.
 */
public final class EndpointCost {

	private static final int WARM_UP_ROUNDS = 3;

	private static final int ROUNDS = 7;

	private static final long TURN_MILLIS = 1000;

	/** Requests that are made before the askers are all there. */
	private static final long LEAD_MILLIS = 300;

	/** How much longer than beside those who ask for the health a request may take. */
	private static final double MAX_RATIO = 10;

	private final List<Row> rows = Stream.of(Asked.values()).map(Row::new).toList();

	private EndpointCost() {
	}

	/**
	 * Measure, report, and exit with 1 when ordinary requests wait longer than they may.
	 * @param arguments none
	 * @throws Exception when it cannot be measured
	 */
	public static void main(String[] arguments) throws Exception {
		EndpointCost cost = new EndpointCost();
		try (Child application = Child.start(AskedApplication.class, "--server.port=0", "--server.address=127.0.0.1",
				"--server.mptcp.enabled=true", "--server.mptcp.on-unavailable=fail",
				"--server.tomcat.max-keep-alive-requests=-1",
				"--management.endpoints.web.exposure.include=health,info,mptcp", "--spring.main.banner-mode=off",
				"--logging.level.root=warn")) {
			int port = (int) application.askNumber("port");
			for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
				cost.measureRound(port, round >= 0);
			}
		}
		System.out.println(cost);
		System.exit(cost.isWithinBounds() ? 0 : 1);
	}

	private void measureRound(int port, boolean counts) throws Exception {
		double ofHealth = Double.NaN;
		for (Row row : this.rows) {
			Samples turn = new Samples();
			double answers = measureTurn(port, row.asked, turn);
			System.out.println("# %s: %.2f ms, %.0f answers/s".formatted(row.asked, turn.median(), answers));
			ofHealth = (row.asked == Asked.HEALTH) ? turn.median() : ofHealth;
			if (counts) {
				row.add(turn, answers, turn.median() / ofHealth);
			}
		}
	}

	private static double measureTurn(int port, Asked asked, Samples turn) throws Exception {
		try (Askers askers = new Askers(port, asked); KeepAliveConnection ordinary = new KeepAliveConnection(port)) {
			request(ordinary, LEAD_MILLIS, new Samples());
			int answersBefore = askers.answers();
			long start = System.nanoTime();
			request(ordinary, TURN_MILLIS, turn);
			double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
			return (askers.answers() - answersBefore) / seconds;
		}
	}

	private static void request(KeepAliveConnection connection, long millis, Samples samples) throws IOException {
		long start = System.nanoTime();
		long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
		while (System.nanoTime() - end < 0) {
			long before = System.nanoTime();
			connection.get("/");
			samples.add((System.nanoTime() - before) / (double) TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

	private boolean isWithinBounds() {
		return this.rows.stream().noneMatch((row) -> row.ratio.median() > MAX_RATIO);
	}

	@Override
	public String toString() {
		StringBuilder table = new StringBuilder("%-30s %10s %12s %10s %8s %10s%n".formatted("220 clients ask for",
				"median ms", "99th perc.", "answers/s", "ratio", "at most"));
		this.rows.forEach((row) -> table.append(row).append(System.lineSeparator()));
		return table.toString();
	}

	/**
	 * What was measured while one thing was asked for.
	 */
	private static final class Row {

		private final Asked asked;

		private final Samples millis = new Samples();

		private final Samples answersPerSecond = new Samples();

		/**
		 * To what a request took in the same round beside those who ask for the health.
		 */
		private final Samples ratio = new Samples();

		Row(Asked asked) {
			this.asked = asked;
		}

		void add(Samples turn, double answers, double ratio) {
			this.millis.addAll(turn);
			this.answersPerSecond.add(answers);
			this.ratio.add(ratio);
		}

		@Override
		public String toString() {
			String row = "%-30s %10.2f %12.2f %10.0f".formatted(this.asked.title(), this.millis.median(),
					this.millis.quantile(0.99), this.answersPerSecond.median());
			return Double.isNaN(this.ratio.median()) ? row
					: row + " %7.2fx %9.0fx".formatted(this.ratio.median(), MAX_RATIO);
		}

	}

}
