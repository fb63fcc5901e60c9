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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.descriptor.Kernel;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A look at all connections, by this project and by {@code ss}. Both have to see them
 * all, or the benchmark fails.
 */
public class SnapshotBenchmark {

	/**
	 * Count the connections of this process by protocol and by subflows.
	 * @param connections the connections
	 * @return what there is
	 */
	@Benchmark
	public ConnectionSnapshot snapshot(LiveConnections connections) {
		ConnectionSnapshot snapshot = new ProcessConnections(new Kernel()).table().orElseThrow().snapshotNow();
		check(snapshot.count(Protocol.MPTCP), connections);
		return snapshot;
	}

	/**
	 * Let {@code ss} print the same connections, and their subflows, to a pipe.
	 * @param connections the connections
	 * @return how many there are
	 * @throws IOException when {@code ss} cannot be run
	 */
	@Benchmark
	public long ss(LiveConnections connections) throws IOException {
		Process process = new ProcessBuilder("ss", "-HMtinO", "dport", "=", ":" + connections.peerPort()).start();
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			long count = lines.lines().filter((line) -> line.startsWith("mptcp")).count();
			check(count, connections);
			return count;
		}
	}

	private static void check(long count, LiveConnections connections) {
		if (count != connections.count()) {
			throw new IllegalStateException(count + " of " + connections.count() + " connections seen");
		}
	}

}
