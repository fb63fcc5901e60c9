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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.github.mptcpspring.benchmarks.accept.AcceptReport.Turn;

/**
 * Measures what a Fast Open queue costs an MPTCP listener of Tomcat when it accepts while
 * connections come and go, prints it, and fails when it costs more than it may.
 * <p>
 * One Tomcat has two listeners, one with a queue and one without, and one table of
 * descriptors, in which thousands of connections are open. The clients are another
 * process and take turns between the two.
 */
public final class AcceptCost {

	private static final int ROUNDS = 60;

	private AcceptCost() {
	}

	/**
	 * Measure, report, and exit with 1 when a queue costs more than it may.
	 * @param arguments none
	 * @throws Exception when it cannot be measured
	 */
	public static void main(String[] arguments) throws Exception {
		AcceptReport report = new AcceptReport();
		for (int connections : List.of(1_000, 5_000, 8_000)) {
			measure(connections, report);
		}
		System.out.println(report);
		System.exit(report.isWithinBounds() ? 0 : 1);
	}

	private static void measure(int connections, AcceptReport report) throws Exception {
		try (Server server = Server.start()) {
			Process clients = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-cp", System.getProperty("java.class.path"), Clients.class.getName(), String.valueOf(connections),
					String.valueOf(ROUNDS), String.valueOf(server.portWithQueue()),
					String.valueOf(server.portWithoutQueue()))
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			try (BufferedReader turns = new BufferedReader(
					new InputStreamReader(clients.getInputStream(), StandardCharsets.UTF_8))) {
				for (int round = 0; round < Clients.WARM_UP_ROUNDS + ROUNDS; round++) {
					Turn with = turn(turns, server, true);
					Turn without = turn(turns, server, false);
					if (round >= Clients.WARM_UP_ROUNDS) {
						report.add(connections, with, without);
					}
				}
			}
			finally {
				clients.destroy();
			}
		}
	}

	private static Turn turn(BufferedReader turns, Server server, boolean queue) throws IOException {
		String line = turns.readLine();
		if (line == null) {
			throw new IOException("The clients are gone");
		}
		System.out.println("# " + line);
		String[] words = line.split(" ");
		double accepts = Double.parseDouble(words[1]);
		return new Turn(accepts / Double.parseDouble(words[2]), server.acceptorMicrosSinceLastTime(queue) / accepts);
	}

}
