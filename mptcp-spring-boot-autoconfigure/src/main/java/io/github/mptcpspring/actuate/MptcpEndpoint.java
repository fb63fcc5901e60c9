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

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.actuate.MptcpDescriptor.AdviceDescriptor;
import io.github.mptcpspring.actuate.MptcpDescriptor.ConnectionCounts;
import io.github.mptcpspring.actuate.MptcpDescriptor.ListenerDescriptor;
import io.github.mptcpspring.actuate.MptcpDescriptor.SubflowCounts;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.DiagnosticsCollector;
import io.github.mptcpspring.internal.diagnosis.rules.AdviceRules;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.jmx.export.annotation.ManagedOperation;

/**
 * {@link Endpoint @Endpoint} to expose MPTCP and Fast Open. Nothing is read before the
 * first request.
 */
@Endpoint(id = "mptcp", defaultAccess = Access.READ_ONLY)
public class MptcpEndpoint {

	/** The default number of listed connections. */
	private static final int DEFAULT_LIMIT = 50;

	/** The maximum number of listed connections, about a hundred kilobytes of JSON. */
	private static final int MAX_LIMIT = 500;

	private final DiagnosticsCollector diagnostics;

	private final ProcessConnections connections;

	private final Show showAddresses;

	/**
	 * Create a new endpoint.
	 * @param diagnostics collects the state of the application and the host
	 * @param connections the connections of this process
	 * @param showAddresses when to show addresses
	 */
	public MptcpEndpoint(DiagnosticsCollector diagnostics, ProcessConnections connections, Show showAddresses) {
		this.connections = connections;
		this.diagnostics = diagnostics;
		this.showAddresses = showAddresses;
	}

	/**
	 * Return everything except the list of connections.
	 * @return the description
	 */
	@ReadOperation
	@ManagedOperation(
			description = "Show what MPTCP and Fast Open are for this application: whether MPTCP is available, "
					+ "listeners, connections, the host, its counters, and advice")
	public MptcpDescriptor mptcp() {
		return describe(AddressView.of(this.showAddresses.isShown(true)));
	}

	MptcpDescriptor describe(AddressView addresses) {
		DiagnosticSnapshot all = this.diagnostics.collect();
		DiagnosticSnapshot snapshot = (addresses == AddressView.SHOWN) ? all : all.withAddressesHidden();
		return new MptcpDescriptor(snapshot.isMptcpAvailable(),
				snapshot.findMptcpProblem().map(Problem::description).orElse(null), ListenerDescriptor.of(snapshot),
				snapshot.findConnections().map(ConnectionCounts::of).orElse(null),
				snapshot.findConnections().map(SubflowCounts::of).orElse(null),
				HostDescriptor.of(snapshot.host(), addresses), snapshot.counters().values(),
				AdviceRules.advise(snapshot).stream().map(AdviceDescriptor::of).toList());
	}

	ConnectionsDescriptor describeConnections(@Nullable Integer limit, AddressView addresses) {
		int atMost = (limit != null) ? limit : DEFAULT_LIMIT;
		if (atMost < 0 || atMost > MAX_LIMIT) {
			String range = "The limit must be between 0 and " + MAX_LIMIT;
			throw new InvalidEndpointRequestException(range + ", and is " + atMost, range);
		}
		return this.connections.table()
			.map((table) -> table.list(atMost))
			.map((list) -> new ConnectionsDescriptor(list.total(),
					list.connections()
						.stream()
						.map((connection) -> ConnectionDescriptor.of(connection, addresses))
						.toList()))
			.orElseGet(() -> new ConnectionsDescriptor(null, List.of()));
	}

	Optional<ConnectionDetailsDescriptor> describeConnection(String id, AddressView addresses) {
		return this.connections.table()
			.flatMap((table) -> addresses.find(table, id))
			.map((details) -> ConnectionDetailsDescriptor.of(details, addresses));
	}

}
