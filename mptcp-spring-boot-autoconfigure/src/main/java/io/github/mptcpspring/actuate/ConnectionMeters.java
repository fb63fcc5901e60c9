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
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.connection.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * {@link MeterBinder} for the connections of this process. All meters share one snapshot,
 * which is only read for a scrape.
 */
public class ConnectionMeters implements MeterBinder {

	/** The number of connections, by protocol and role. */
	static final String CONNECTIONS = "mptcp.connections";

	/** The total number of subflows of the MPTCP connections, by role. */
	static final String SUBFLOWS = "mptcp.subflows";

	private final Supplier<Optional<ConnectionSnapshot>> reader;

	/**
	 * Create new meters. Nothing is read yet.
	 * @param connections the connections of this process
	 */
	public ConnectionMeters(ProcessConnections connections) {
		this(connections::snapshot);
	}

	ConnectionMeters(Supplier<Optional<ConnectionSnapshot>> reader) {
		this.reader = reader;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Role role : Role.values()) {
			for (Protocol protocol : List.of(Protocol.MPTCP, Protocol.FALLBACK, Protocol.TCP)) {
				bind(registry, CONNECTIONS, "Connections of this process", "connections",
						Tags.of("protocol", Names.of(protocol), "role", Names.of(role)),
						(snapshot) -> snapshot.count(protocol, role));
			}
			bind(registry, SUBFLOWS, "Subflows of the MPTCP connections of this process", "subflows",
					Tags.of("role", Names.of(role)), (snapshot) -> snapshot.subflows(role));
		}
	}

	private void bind(MeterRegistry registry, String name, String description, String unit, Tags tags,
			ToIntFunction<ConnectionSnapshot> value) {
		Gauge.builder(name, () -> read(value)).description(description).baseUnit(unit).tags(tags).register(registry);
	}

	private double read(ToIntFunction<ConnectionSnapshot> meter) {
		return this.reader.get().map((snapshot) -> (double) meter.applyAsInt(snapshot)).orElse(Double.NaN);
	}

}
