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

package io.github.mptcpspring.benchmarks.lookup;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.benchmarks.OpenFiles;
import io.github.mptcpspring.benchmarks.Samples;
import io.github.mptcpspring.internal.connection.ConnectionClassifier;
import io.github.mptcpspring.internal.descriptor.Descriptor;

/**
 * Measures what it costs to read the state of the connection of a request, by its
 * addresses and by a descriptor that is at hand, with few and with many other connections
 * beside it. Prints it, and fails when many other connections make it dearer than they
 * may.
 */
public final class LookupCost {

	/** Descriptors of this JVM that are not connections. */
	private static final int OTHER_DESCRIPTORS = 500;

	private static final int MANY = 8000;

	private static final int ROUNDS = 31;

	private static final int LOOKUPS = 1000;

	/** How much dearer a look-up may be with many other connections. */
	private static final double MAX_RATIO = 2;

	private final MptcpSockets sockets = MptcpSockets.create();

	private final Map<Way, Samples> few = new EnumMap<>(Way.class);

	private final Map<Way, Samples> many = new EnumMap<>(Way.class);

	private LookupCost() {
	}

	/**
	 * Measure, report, and exit with 1 when a look-up costs more than it may.
	 * @param arguments none
	 * @throws IOException when a connection cannot be made
	 */
	public static void main(String[] arguments) throws IOException {
		LookupCost cost = new LookupCost();
		int others = cost.measure();
		System.out.println(cost.describe(others));
		System.exit(cost.isWithinBounds() ? 0 : 1);
	}

	private int measure() throws IOException {
		try (ServerSocketChannel listener = Pair.listen(this.sockets);
				Pair mptcp = Pair.connect(listener, this.sockets, true);
				Pair tcp = Pair.connect(listener, this.sockets, false)) {
			measure(mptcp, tcp, this.few);
			this.few.clear();
			measure(mptcp, tcp, this.few);
			List<Pair> others = new ArrayList<>();
			try {
				while (others.size() < most()) {
					others.add(Pair.connect(listener, this.sockets, true));
				}
				measure(mptcp, tcp, this.many);
				return others.size();
			}
			finally {
				for (Pair other : others) {
					other.close();
				}
			}
		}
	}

	private static int most() {
		return (int) Math.min(MANY, (OpenFiles.limit() - OTHER_DESCRIPTORS) / 2);
	}

	private void measure(Pair mptcp, Pair tcp, Map<Way, Samples> samples) throws IOException {
		MptcpConnection mptcpConnection = mptcp.connection(this.sockets);
		MptcpConnection tcpConnection = tcp.connection(this.sockets);
		Descriptor mptcpDescriptor = mptcp.descriptor();
		Descriptor tcpDescriptor = tcp.descriptor();
		for (int round = 0; round < ROUNDS; round++) {
			add(samples, Way.MPTCP_BY_ADDRESSES, mptcpConnection::state);
			add(samples, Way.MPTCP_BY_DESCRIPTOR, () -> ConnectionClassifier.classify(mptcpDescriptor));
			add(samples, Way.TCP_BY_ADDRESSES, tcpConnection::state);
			add(samples, Way.TCP_BY_DESCRIPTOR, () -> ConnectionClassifier.classify(tcpDescriptor));
		}
	}

	private static void add(Map<Way, Samples> samples, Way way, Supplier<Optional<ConnectionState>> lookup) {
		long start = System.nanoTime();
		for (int i = 0; i < LOOKUPS; i++) {
			lookup.get().orElseThrow();
		}
		double micros = (System.nanoTime() - start) / 1000.0 / LOOKUPS;
		samples.computeIfAbsent(way, (key) -> new Samples()).add(micros);
	}

	private boolean isWithinBounds() {
		for (Way way : Way.values()) {
			if (ratio(way) > MAX_RATIO) {
				return false;
			}
		}
		return true;
	}

	private double ratio(Way way) {
		return median(this.many, way) / median(this.few, way);
	}

	private static double median(Map<Way, Samples> samples, Way way) {
		return samples.getOrDefault(way, new Samples()).median();
	}

	private String describe(int others) {
		StringBuilder text = new StringBuilder("%-32s %10s %10s %8s %8s%n".formatted("microseconds, other connections",
				1, others, "ratio", "at most"));
		for (Way way : Way.values()) {
			text.append("%-32s %10.2f %10.2f %7.2fx %7.1fx%n".formatted(way.description, median(this.few, way),
					median(this.many, way), ratio(way), MAX_RATIO));
		}
		return text.toString();
	}

	/**
	 * How a connection is found.
	 */
	private enum Way {

		MPTCP_BY_ADDRESSES("MPTCP, by its addresses"),

		MPTCP_BY_DESCRIPTOR("MPTCP, by its descriptor"),

		TCP_BY_ADDRESSES("TCP, by its addresses"),

		TCP_BY_DESCRIPTOR("TCP, by its descriptor");

		private final String description;

		Way(String description) {
			this.description = description;
		}

	}

}
