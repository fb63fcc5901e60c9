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

package io.github.mptcpspring.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mptcpspring.benchmarks.Samples;

/**
 * Measures the CPU time that the sample needs to start, with all auto-configurations of
 * the starter and with those left out that are for other libraries than the sample has,
 * prints both, and fails when they cost more than they may. The two take turns; the
 * sample ends as soon as it has started.
 */
public final class StartupCost {

	private static final Path SAMPLE = Path.of("sample-app", "target", "sample-app.jar");

	private static final String PREFIX = "io.github.mptcpspring.autoconfigure.";

	private static final List<String> FOR_OTHER_LIBRARIES = List.of("grpc.GrpcMptcpAutoConfiguration",
			"httpcomponents.HttpComponentsMptcpAutoConfiguration", "jetty.JettyMptcpAutoConfiguration",
			"jettyclient.JettyClientMptcpAutoConfiguration", "mail.MailMptcpAutoConfiguration",
			"r2dbc.R2dbcMptcpAutoConfiguration", "rabbitmq.RabbitmqMptcpAutoConfiguration",
			"redis.RedisMptcpAutoConfiguration", "rsocket.RSocketMptcpAutoConfiguration");

	private static final int WARM_UP = 2;

	private static final int STARTS = 40;

	/** How much more CPU time a start may take. */
	private static final double MAX_MILLIS = 10;

	private static final int MILLIS_PER_TICK = 10;

	private final Samples with = new Samples();

	private final Samples without = new Samples();

	private final Samples differences = new Samples();

	private StartupCost() {
	}

	/**
	 * Measure, report, and exit with 1 when a start costs more than it may.
	 * @param arguments none
	 * @throws IOException when the sample cannot be started
	 * @throws InterruptedException when interrupted
	 */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		StartupCost cost = new StartupCost();
		for (int start = -WARM_UP; start < STARTS; start++) {
			cost.measure(start);
		}
		System.out.println(cost);
		System.exit((cost.differences.mean() <= MAX_MILLIS) ? 0 : 1);
	}

	private void measure(int start) throws IOException, InterruptedException {
		String exclusion = "-Dspring.autoconfigure.exclude="
				+ FOR_OTHER_LIBRARIES.stream().map(PREFIX::concat).collect(Collectors.joining(","));
		// Whoever starts first has the colder caches
		boolean excludedFirst = start % 2 == 0;
		double first = startMillis(excludedFirst ? List.of(exclusion) : List.of());
		double second = startMillis(excludedFirst ? List.of() : List.of(exclusion));
		if (start >= 0) {
			double excluded = excludedFirst ? first : second;
			double all = excludedFirst ? second : first;
			this.with.add(all);
			this.without.add(excluded);
			this.differences.add(all - excluded);
		}
	}

	private static double startMillis(List<String> options) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
						"-XX:TieredStopAtLevel=1", "-Dspring.context.exit=onRefresh"));
		command.addAll(options);
		command.addAll(List.of("-jar", sample().toString(), "--server.port=0"));
		long before = ticksOfChildren();
		int exitCode = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start()
			.waitFor();
		if (exitCode != 0) {
			throw new IllegalStateException("The sample ended with " + exitCode);
		}
		return (ticksOfChildren() - before) * MILLIS_PER_TICK;
	}

	private static Path sample() {
		return Stream.of(SAMPLE, Path.of("..").resolve(SAMPLE))
			.filter(Files::exists)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("There is no " + SAMPLE + ": mvn package -DskipTests"));
	}

	// cutime and cstime of proc_pid_stat(5)
	private static long ticksOfChildren() throws IOException {
		String stat = Files.readString(Path.of("/proc/self/stat"));
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
	}

	@Override
	public String toString() {
		return "%-26s %8s %8s %11s %8s%n%-26s %8.0f %8.0f %11.1f %8.0f%n".formatted("milliseconds of CPU", "all",
				"fewer", "difference", "at most", "a start of the sample", this.with.mean(), this.without.mean(),
				this.differences.mean(), MAX_MILLIS);
	}

}
