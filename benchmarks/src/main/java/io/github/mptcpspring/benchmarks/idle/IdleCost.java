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

package io.github.mptcpspring.benchmarks.idle;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.benchmarks.Child;
import io.github.mptcpspring.benchmarks.KeepAliveConnection;
import io.github.mptcpspring.benchmarks.OpenFiles;
import io.github.mptcpspring.benchmarks.Samples;

/**
 * Compares two servers with one event loop each, on epoll, and as many idle connections:
 * those of one speak MPTCP and are watched, those of the other are plain TCP, which are
 * not. Both are measured in the same windows or in turns.
 */
public final class IdleCost {

	private static final int MAX_CONNECTIONS = 15_000;

	/** Descriptors that the process needs for itself. */
	private static final int RESERVE = 500;

	private static final int WINDOWS = 15;

	private static final long REQUEST_NANOS = TimeUnit.SECONDS.toNanos(20);

	/** How much of a core the loop may take with nothing to do. */
	private static final double MAX_CPU_PERCENT = 5;

	/** The watch looks for a millisecond at a time. */
	private static final double MAX_PAUSE_MILLIS = 3;

	/** How much longer than beside TCP connections a request may take, median. */
	private static final double MAX_RATIO = 1.5;

	/** The same for one in a hundred. */
	private static final double MAX_HIGH_RATIO = 2;

	private final Side mptcp;

	private final Side tcp;

	private IdleCost(Child mptcp, Child tcp) throws IOException {
		this.mptcp = new Side(mptcp);
		this.tcp = new Side(tcp);
	}

	/**
	 * Measure, report, and exit with 1 when the watch costs more than it may.
	 * @param arguments none
	 * @throws Exception when it cannot be measured
	 */
	public static void main(String[] arguments) throws Exception {
		int connections = (int) Math.min(MAX_CONNECTIONS, OpenFiles.limit() - RESERVE);
		boolean withinBounds;
		try (Child mptcp = Child.start(IdleServer.class); Child tcp = Child.start(IdleServer.class)) {
			try (Child mptcpClients = clients(mptcp, connections, true);
					Child tcpClients = clients(tcp, connections, false)) {
				mptcpClients.askNumber("connected");
				tcpClients.askNumber("connected");
				IdleCost cost = new IdleCost(mptcp, tcp);
				cost.verifyConnections(connections);
				cost.measure();
				cost.verifyConnections(connections);
				System.out.println(cost.report(connections));
				withinBounds = cost.isWithinBounds();
			}
		}
		System.exit(withinBounds ? 0 : 1);
	}

	private static Child clients(Child server, int connections, boolean mptcp) throws IOException {
		return Child.start(IdleClients.class, server.ask("port").getFirst(), String.valueOf(connections),
				String.valueOf(mptcp));
	}

	private void verifyConnections(int atLeast) {
		List<String> watched = this.mptcp.server.ask("connections");
		List<String> notWatched = this.tcp.server.ask("connections");
		System.out.println("# MPTCP and TCP connections: " + watched + " and " + notWatched);
		if (Integer.parseInt(watched.get(0)) < atLeast || Integer.parseInt(notWatched.get(0)) > 0
				|| Integer.parseInt(notWatched.get(1)) < atLeast) {
			throw new IllegalStateException("There should be " + atLeast + " of each");
		}
	}

	private void measure() throws Exception {
		// They also tell the servers which loop it is
		measureRequests(new Side(this.mptcp.server), new Side(this.tcp.server), REQUEST_NANOS / 2);
		measureRequests(this.mptcp, this.tcp, REQUEST_NANOS);
		for (int window = 0; window < WINDOWS; window++) {
			this.mptcp.startCpu();
			this.tcp.startCpu();
			TimeUnit.SECONDS.sleep(1);
			this.mptcp.stopCpu();
			this.tcp.stopCpu();
		}
		this.mptcp.server.ask("probe");
		this.tcp.server.ask("probe");
		for (int window = -3; window < WINDOWS; window++) {
			TimeUnit.SECONDS.sleep(1);
			this.mptcp.readPause(window >= 0);
			this.tcp.readPause(window >= 0);
		}
	}

	private static void measureRequests(Side one, Side other, long nanos) throws IOException {
		long start = System.nanoTime();
		while (System.nanoTime() - start < nanos) {
			one.request();
			other.request();
		}
	}

	private boolean isWithinBounds() {
		return this.mptcp.cpuPercent.median() <= MAX_CPU_PERCENT && this.mptcp.pauseMillis.median() <= MAX_PAUSE_MILLIS
				&& ratio(0.5) <= MAX_RATIO && ratio(0.99) <= MAX_HIGH_RATIO;
	}

	private double ratio(double part) {
		return this.mptcp.requestMillis.quantile(part) / this.tcp.requestMillis.quantile(part);
	}

	private String report(int connections) {
		String row = "%-42s %14.3f %14.3f %8.2fx %7s%n";
		return "%-42s %14s %14s %9s %7s%n".formatted(connections + " idle connections, one event loop",
				"MPTCP, watched", "TCP", "ratio", "at most")
				+ row.formatted("request, median ms", this.mptcp.requestMillis.median(),
						this.tcp.requestMillis.median(), ratio(0.5), MAX_RATIO + "x")
				+ row.formatted("request, 99th percentile ms", this.mptcp.requestMillis.quantile(0.99),
						this.tcp.requestMillis.quantile(0.99), ratio(0.99), MAX_HIGH_RATIO + "x")
				+ row.formatted("idle loop, % of a core", this.mptcp.cpuPercent.median(), this.tcp.cpuPercent.median(),
						this.mptcp.cpuPercent.median() / this.tcp.cpuPercent.median(), MAX_CPU_PERCENT)
				+ row.formatted("longest work of a second, ms of CPU", this.mptcp.pauseMillis.median(),
						this.tcp.pauseMillis.median(), this.mptcp.pauseMillis.median() / this.tcp.pauseMillis.median(),
						MAX_PAUSE_MILLIS)
				+ row.formatted("longest pause of a second, ms", this.mptcp.gapMillis.median(),
						this.tcp.gapMillis.median(), this.mptcp.gapMillis.median() / this.tcp.gapMillis.median(), "");
	}

	/**
	 * One of the two servers, and what was measured of it.
	 */
	private static final class Side {

		private final Child server;

		private final KeepAliveConnection connection;

		private final Samples requestMillis = new Samples();

		private final Samples cpuPercent = new Samples();

		private final Samples pauseMillis = new Samples();

		private final Samples gapMillis = new Samples();

		private long cpuNanos;

		private long startNanos;

		Side(Child server) throws IOException {
			this.server = server;
			this.connection = new KeepAliveConnection((int) server.askNumber("port"));
		}

		void request() throws IOException {
			long start = System.nanoTime();
			this.connection.get("/");
			this.requestMillis.add(millis(System.nanoTime() - start));
		}

		void startCpu() {
			this.startNanos = System.nanoTime();
			this.cpuNanos = this.server.askNumber("cpu");
		}

		void stopCpu() {
			long cpu = this.server.askNumber("cpu") - this.cpuNanos;
			this.cpuPercent.add(100.0 * cpu / (System.nanoTime() - this.startNanos));
		}

		void readPause(boolean counts) {
			List<String> pause = this.server.ask("pause");
			if (counts) {
				this.pauseMillis.add(millis(Long.parseLong(pause.get(0))));
				this.gapMillis.add(millis(Long.parseLong(pause.get(1))));
			}
		}

		private static double millis(long nanos) {
			return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
		}

	}

}
