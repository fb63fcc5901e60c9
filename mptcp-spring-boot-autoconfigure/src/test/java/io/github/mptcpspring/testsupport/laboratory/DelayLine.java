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

package io.github.mptcpspring.testsupport.laboratory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.mptcpspring.testsupport.network.Host;
import io.github.mptcpspring.testsupport.network.Keeper;
import io.github.mptcpspring.testsupport.network.Tool;

/**
 * A wire that is as long as a signal takes to travel it. Linux has netem for that, where
 * it is built in; this one is a small relay between two devices, on a host of its own.
 */
final class DelayLine implements AutoCloseable {

	private static final String NEAR = "near";

	private static final String FAR = "far";

	private static final String ROUND_TRIPS = "round trips: ";

	private final Host middle;

	private final Keeper relay;

	private final Queue<Integer> roundTrips = new ConcurrentLinkedQueue<>();

	/**
	 * Lay a delay line.
	 * @param device what the devices at its ends are to be called
	 * @param client the host at one end
	 * @param server the host at the other
	 * @param delay how long it takes from one end to the other
	 */
	DelayLine(String device, Host client, Host server, Duration delay) {
		this.middle = client.another();
		// It forwards packets and sends no others
		this.middle.setSysctl("net.ipv6.conf.default.disable_ipv6", "1");
		connect(NEAR, client, device);
		connect(FAR, server, device);
		this.relay = Keeper
			.start(this.middle
				.command(List.of(Tool.require("python3"), "-c", script(), NEAR, FAR, String.valueOf(delay.toMillis()))),
					this::listen)
			.awaitReady();
	}

	private void listen(String line) {
		if (line.startsWith(ROUND_TRIPS)) {
			this.roundTrips.add(Integer.valueOf(line.substring(ROUND_TRIPS.length())));
		}
		else {
			System.out.println("[delay line] " + line);
		}
	}

	/**
	 * Return how many round trips each answer took whose first byte has arrived since
	 * this was called before. They are counted by who had got which packet, however long
	 * the ends took for their part.
	 * @return the round trips, connection by connection
	 */
	List<Integer> roundTrips() {
		this.roundTrips.clear();
		this.relay.order("report").awaitReady();
		return List.copyOf(this.roundTrips);
	}

	private void connect(String end, Host host, String device) {
		this.middle.connect(end, host, device);
		this.middle.run("ip link set %s up", end);
	}

	private static String script() {
		try (InputStream script = DelayLine.class.getResourceAsStream("/laboratory/delay_line.py")) {
			return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.relay.close();
		this.middle.close();
	}

}
