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

package io.github.mptcpspring.benchmarks.handshakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.benchmarks.Child;
import io.github.mptcpspring.benchmarks.Samples;

/**
 * Two servers and their clients in a network namespace. Both servers are measured in the
 * same windows, so that what else happens on the machine meets both.
 */
final class HandshakeComparison {

	/** How many handshakes of one of the servers are never completed. */
	private static final int PENDING = 3500;

	private static final int WARM_UP_SECONDS = 10;

	private static final int WINDOWS = 20;

	private static final int WINDOW_SECONDS = 2;

	/** How much more CPU a server may take when as many handshakes wait. */
	private static final double MAX_RATIO = 2;

	private final Samples ratio = new Samples();

	private final Samples with = new Samples();

	private final Samples without = new Samples();

	private HandshakeComparison() {
	}

	/**
	 * Measure, report, and exit with 1 when connections that wait cost more than they
	 * may.
	 * @param arguments none
	 * @throws Exception when it cannot be measured
	 */
	static void main(String[] arguments) throws Exception {
		setSysctl("net.mptcp.enabled", "1");
		// Client and server, both without cookies
		setSysctl("net.ipv4.tcp_fastopen", String.valueOf(1 | 2 | 4 | 0x200));
		setSysctl("net.core.somaxconn", String.valueOf(HandshakeServer.QUEUE_LENGTH));
		// Longer than this takes
		setSysctl("net.ipv4.tcp_synack_retries", "8");
		HandshakeComparison comparison = new HandshakeComparison();
		try (Child with = Child.start(HandshakeServer.class); Child without = Child.start(HandshakeServer.class)) {
			comparison.measure(with, without);
		}
		System.out.println(comparison);
		System.exit((comparison.ratio.median() <= MAX_RATIO) ? 0 : 1);
	}

	private static void setSysctl(String name, String value) {
		try {
			Files.writeString(Path.of("/proc/sys", name.split("\\.")), value);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(name, ex);
		}
	}

	private void measure(Child with, Child without) throws Exception {
		List<String> ports = with.ask("ports");
		int pendingPort = Integer.parseInt(ports.get(1));
		List<Integer> latePorts = List.of(Integer.parseInt(ports.get(0)),
				Integer.parseInt(without.ask("ports").get(0)));
		filter(pendingPort, latePorts);
		try (LateClients clients = new LateClients(latePorts); PendingClients pending = new PendingClients()) {
			TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
			pending.open(pendingPort, PENDING);
			verifyHeld(with, PENDING);
			for (int window = 0; window < WINDOWS; window++) {
				measureWindow(with, without);
				clients.verifyRate();
			}
			verifyHeld(with, PENDING);
			verifyHeld(without, 1);
		}
	}

	// The first try of a late handshake's last packet is dropped; the server repeats its
	// own after a second, and then there is another
	private static void filter(int pendingPort, List<Integer> latePorts) throws IOException, InterruptedException {
		String last = "tcp flags & (syn|ack) == ack tcp dport ";
		String late = last + "{ %d, %d } ".formatted(latePorts.get(0), latePorts.get(1));
		Path rules = Files.createTempFile("handshakes", ".nft");
		try {
			Files.writeString(rules, """
					table inet handshakes {
						set seen {
							type inet_service . inet_service
							size 65535
							flags dynamic,timeout
							timeout 5s
						}
						chain arrivals {
							type filter hook input priority raw
							%s drop
							%s tcp sport . tcp dport @seen accept
							%s add @seen { tcp sport . tcp dport } drop
						}
					}
					""".formatted(last + pendingPort, late, late));
			if (new ProcessBuilder("nft", "-f", rules.toString()).inheritIO().start().waitFor() != 0) {
				throw new IOException("There is no packet filter");
			}
		}
		finally {
			Files.delete(rules);
		}
	}

	private static void verifyHeld(Child server, int atLeast) {
		long held = server.askNumber("held");
		System.out.println("# " + held + " incomplete handshakes are watched");
		if (held < atLeast) {
			throw new IllegalStateException("There should be " + atLeast + " at least");
		}
	}

	private void measureWindow(Child with, Child without) throws InterruptedException {
		long withBefore = with.askNumber("cpu");
		long withoutBefore = without.askNumber("cpu");
		TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
		double withNanos = with.askNumber("cpu") - withBefore;
		double withoutNanos = without.askNumber("cpu") - withoutBefore;
		this.ratio.add(withNanos / withoutNanos);
		this.with.add(percent(withNanos));
		this.without.add(percent(withoutNanos));
		System.out.println(String.format(Locale.ROOT, "# %.1f %% and %.1f %% of a core", percent(withNanos),
				percent(withoutNanos)));
	}

	private static double percent(double nanos) {
		return 100 * nanos / TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);
	}

	@Override
	public String toString() {
		return """
				handshakes that wait   server's CPU, %% of a core    ratio  at most
				%20d %28.1f %7.2fx %7.2fx
				%20d %28.1f
				""".formatted(PENDING, this.with.median(), this.ratio.median(), MAX_RATIO, 0, this.without.median());
	}

}
