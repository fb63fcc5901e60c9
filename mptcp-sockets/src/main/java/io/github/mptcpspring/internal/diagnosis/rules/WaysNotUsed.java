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

package io.github.mptcpspring.internal.diagnosis.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DeviceKind;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.HostAddress;
import io.github.mptcpspring.internal.diagnosis.Severity;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint.Flag;

/**
 * The host has several paths, and its path manager has no endpoint that announces them or
 * opens subflows from them. Servers announce addresses, clients open subflows (RFC 8684
 * section 3.4).
 */
final class WaysNotUsed implements AdviceRule {

	/** The flags with which a client opens subflows. */
	private static final Set<Flag> OF_CLIENTS = EnumSet.of(Flag.SUBFLOW, Flag.LAMINAR);

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		WaysOut ways = new WaysOut(snapshot.host());
		List<PathManagerEndpoint> endpoints = snapshot.host().endpoints();
		if (!snapshot.settings().mptcp() || !snapshot.isMptcpAvailable() || !snapshot.host().hasKernelPathManager()
				|| endpoints == null || ways.count() < 2 || snapshot.hasSeveralSubflows()) {
			return Stream.empty();
		}
		Set<Flag> missing = missing(snapshot, endpoints);
		List<HostAddress> addresses = ways.addresses();
		return missing.isEmpty() ? Stream.empty()
				: Stream.of(new Advice(Severity.WARN, problem(ways, missing),
						KeepOverReboot.endpoints(fix(snapshot, missing)),
						new EndpointCommands(endpoints).use(addresses, missing)));
	}

	private static Set<Flag> missing(DiagnosticSnapshot snapshot, List<PathManagerEndpoint> endpoints) {
		Set<Flag> missing = EnumSet.noneOf(Flag.class);
		if (snapshot.settings().mptcpServer()
				&& (lacks(endpoints, EnumSet.of(Flag.SIGNAL)) || announcesOnlyWhatPeersKnow(snapshot))) {
			missing.add(Flag.SIGNAL);
		}
		if (snapshot.settings().mptcpClient() && lacks(endpoints, OF_CLIENTS)) {
			missing.add(Flag.SUBFLOW);
		}
		return missing;
	}

	private static boolean lacks(List<PathManagerEndpoint> endpoints, Set<Flag> wanted) {
		return endpoints.stream().noneMatch((endpoint) -> endpoint.flags().stream().anyMatch(wanted::contains));
	}

	// The address that a client is connected to is not announced to it
	private static boolean announcesOnlyWhatPeersKnow(DiagnosticSnapshot snapshot) {
		OptionalLong announced = snapshot.counters().find("AddAddrTx");
		return announced.isPresent() && announced.getAsLong() == 0
				&& snapshot.findConnections().filter(WaysNotUsed::hasMptcpOfServer).isPresent();
	}

	private static boolean hasMptcpOfServer(ConnectionSnapshot connections) {
		return connections.count(Protocol.MPTCP, Role.SERVER) > 0;
	}

	private static String problem(WaysOut ways, Set<Flag> missing) {
		String use = missing.contains(Flag.SIGNAL) ? (missing.contains(Flag.SUBFLOW)
				? "announces them to clients or makes subflows from them" : "announces them to clients")
				: "makes subflows from them";
		return "This host has %d ways out (%s), but its path manager has no endpoint that %s: a connection has one subflow"
			.formatted(ways.count(), String.join(", ", ways.devices(DeviceKind.NETWORK)), use)
				+ ", which brings nothing over TCP";
	}

	private static String fix(DiagnosticSnapshot snapshot, Set<Flag> missing) {
		String fix = "Let the path manager use the addresses of those that lead to peers";
		return (missing.contains(Flag.SUBFLOW) && KernelVersion.of(snapshot.host().kernel()).isAtLeast(6, 18)) ? fix
				+ "; where servers announce their addresses, laminar in place of subflow makes one subflow for each of"
				+ " them instead of one from each address (if ip(8) knows the word, iproute2 6.18)" : fix;
	}

}
