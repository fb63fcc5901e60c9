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

package io.github.mptcpspring.actuate;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.mptcpspring.internal.connection.SharedReading;
import io.github.mptcpspring.internal.diagnosis.MibCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * {@link MeterBinder} for the kernel's counters of this network namespace, for all
 * processes. A counter that the kernel does not have is not registered.
 */
public class KernelMeters implements MeterBinder {

	/** The number of handshakes of first subflows, by role and outcome. */
	static final String HANDSHAKES = "mptcp.host.handshakes";

	/** The number of handshakes of additional subflows, by role and outcome. */
	static final String JOINS = "mptcp.host.joins";

	/** The number of segments that MPTCP itself sent again, on any subflow. */
	static final String RETRANSMITS = "mptcp.host.retransmits";

	/** The number of connections with data in the SYN, by role and outcome. */
	static final String FAST_OPEN = "mptcp.host.fastopen";

	/**
	 * One description for each name, because a scrape only shows that of the first meter.
	 */
	private static final Map<String, String> DESCRIPTIONS = Map.of(HANDSHAKES,
			"Handshakes of first subflows (MP_CAPABLE) in this network namespace, all processes", JOINS,
			"Handshakes of further subflows (MP_JOIN) in this network namespace, all processes", RETRANSMITS,
			"Segments that MPTCP sent again in this network namespace, all processes", FAST_OPEN,
			"SYNs with data (TCP Fast Open) in this network namespace, all processes");

	private static final List<KernelMeter> METERS = List.of(
			new KernelMeter(HANDSHAKES, "server", "success", "MPCapableACKRX"),
			new KernelMeter(HANDSHAKES, "server", "fallback", "MPCapableFallbackACK"),
			new KernelMeter(HANDSHAKES, "client", "success", "MPCapableSYNACKRX"),
			new KernelMeter(HANDSHAKES, "client", "fallback", "MPCapableFallbackSYNACK"),
			new KernelMeter(JOINS, "server", "success", "MPJoinAckRx"),
			new KernelMeter(JOINS, "server", "failure", "MPJoinNoTokenFound", "MPJoinAckHMacFailure", "MPJoinRejected"),
			new KernelMeter(JOINS, "client", "success", "MPJoinSynAckRx"),
			new KernelMeter(JOINS, "client", "failure", "MPJoinSynAckHMacFailure", "MPJoinSynTxCreatSkErr",
					"MPJoinSynTxBindErr", "MPJoinSynTxConnectErr"),
			new KernelMeter(RETRANSMITS, Tags.empty(), List.of("MPTCPRetrans")),
			new KernelMeter(FAST_OPEN, "server", "success", "TCPFastOpenPassive"),
			new KernelMeter(FAST_OPEN, "server", "failure", "TCPFastOpenPassiveFail", "TCPFastOpenListenOverflow"),
			new KernelMeter(FAST_OPEN, "client", "success", "TCPFastOpenActive"),
			new KernelMeter(FAST_OPEN, "client", "failure", "TCPFastOpenActiveFail"));

	private final Supplier<MibCounters> reader;

	/**
	 * Create new meters.
	 */
	public KernelMeters() {
		this(new SharedReading<>(MibCounters::read)::get);
	}

	KernelMeters(Supplier<MibCounters> reader) {
		this.reader = reader;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		MibCounters known = this.reader.get();
		METERS.stream().filter((meter) -> meter.isIn(known)).forEach((meter) -> bind(registry, meter));
	}

	private void bind(MeterRegistry registry, KernelMeter meter) {
		FunctionCounter.builder(meter.name(), this, (meters) -> meter.sum(meters.reader.get()))
			.description(DESCRIPTIONS.get(meter.name()))
			.tags(meter.tags())
			.register(registry);
	}

	/**
	 * Definition of a meter.
	 *
	 * @param name the name
	 * @param tags the tags
	 * @param counters the kernel's counters whose sum is the value
	 */
	private record KernelMeter(String name, Tags tags, List<String> counters) {

		KernelMeter(String name, String role, String outcome, String... counters) {
			this(name, Tags.of("role", role, "outcome", outcome), List.of(counters));
		}

		boolean isIn(MibCounters known) {
			return this.counters.stream().anyMatch((counter) -> known.find(counter).isPresent());
		}

		double sum(MibCounters values) {
			return this.counters.stream().mapToLong(values::get).sum();
		}

	}

}
