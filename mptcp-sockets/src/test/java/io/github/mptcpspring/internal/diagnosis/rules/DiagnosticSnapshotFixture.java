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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.client.ClientProblem;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.ConnectionSnapshots;
import io.github.mptcpspring.internal.connection.KernelCapabilities;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.diagnosis.DeviceKind;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.HostAddress;
import io.github.mptcpspring.internal.diagnosis.HostState;
import io.github.mptcpspring.internal.diagnosis.MibCounters;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint.Flag;
import io.github.mptcpspring.internal.netlink.PathManagerLimits;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link DiagnosticSnapshot}. To begin with all is well: server, management server
 * and clients are asked for all there is, the host allows it, and there is one
 * connection, which has one subflow, so that nothing is excused by one that has two.
 */
final class DiagnosticSnapshotFixture {

	static final ListenerSettings MPTCP_SERVER = new ListenerSettings(true, OnUnavailable.FALLBACK, 0);

	static final ClientSettings PLAIN_CLIENT = new ClientSettings(false, OnUnavailable.FALLBACK, false);

	static final ClientSettings MPTCP_CLIENT = new ClientSettings(true, OnUnavailable.FALLBACK, false);

	private ListenerSettings server = new ListenerSettings(true, OnUnavailable.FALLBACK, 256);

	private ListenerSettings management = MPTCP_SERVER;

	private ClientSettings client = new ClientSettings(true, OnUnavailable.FALLBACK, true);

	private @Nullable Problem mptcpProblem;

	private @Nullable KernelCapabilities reporting = new KernelCapabilities(true, true, true);

	private String kernel = "6.18.44";

	private @Nullable String pathManager = "kernel";

	private @Nullable Boolean joinsInitialAddress = true;

	private @Nullable PathManagerLimits limits = new PathManagerLimits(2, 2);

	private @Nullable List<PathManagerEndpoint> endpoints = List
		.of(new PathManagerEndpoint(1, address("192.0.2.1"), null, "eth0", Set.of(Flag.SIGNAL, Flag.SUBFLOW)));

	private List<HostAddress> addresses = List.of(address("eth0", "192.0.2.1"), address("wlan0", "2001:db8::1"));

	private @Nullable FastOpenSysctl fastOpen = new FastOpenSysctl(3);

	private final Map<String, Long> counters = new LinkedHashMap<>(Map.of("MPJoinNoTokenFound", 0L, "Blackhole", 0L,
			"TCPFastOpenBlackhole", 0L, "TCPFastOpenListenOverflow", 0L));

	private final List<Listener> listeners = new ArrayList<>(
			List.of(listener("Tomcat", new ListenerState(Protocol.MPTCP, 256, List.of()))));

	private final List<ClientProblem> clientProblems = new ArrayList<>();

	private @Nullable ConnectionSnapshot connections = ConnectionSnapshots.none().mptcp(Role.CLIENT, 1).snapshot();

	private DiagnosticSnapshotFixture() {
	}

	static DiagnosticSnapshotFixture allIsWell() {
		return new DiagnosticSnapshotFixture();
	}

	DiagnosticSnapshotFixture settings(ListenerSettings server, ListenerSettings management, ClientSettings client) {
		this.server = server;
		this.management = management;
		this.client = client;
		return this;
	}

	DiagnosticSnapshotFixture onlyServer() {
		return settings(MPTCP_SERVER, ListenerSettings.PLAIN, PLAIN_CLIENT);
	}

	DiagnosticSnapshotFixture onlyManagement() {
		return settings(ListenerSettings.PLAIN, MPTCP_SERVER, PLAIN_CLIENT);
	}

	DiagnosticSnapshotFixture onlyClient() {
		return settings(ListenerSettings.PLAIN, ListenerSettings.PLAIN, MPTCP_CLIENT);
	}

	DiagnosticSnapshotFixture onlyFastOpen() {
		return settings(new ListenerSettings(false, OnUnavailable.FALLBACK, 256), ListenerSettings.PLAIN,
				new ClientSettings(false, OnUnavailable.FALLBACK, true));
	}

	DiagnosticSnapshotFixture everySwitchOff() {
		return settings(ListenerSettings.PLAIN, ListenerSettings.PLAIN, PLAIN_CLIENT);
	}

	DiagnosticSnapshotFixture mptcpProblem(@Nullable Problem mptcpProblem) {
		this.mptcpProblem = mptcpProblem;
		return this;
	}

	DiagnosticSnapshotFixture reporting(@Nullable KernelCapabilities reporting) {
		this.reporting = reporting;
		return this;
	}

	DiagnosticSnapshotFixture kernel(String kernel) {
		this.kernel = kernel;
		return this;
	}

	DiagnosticSnapshotFixture pathManager(@Nullable String pathManager) {
		this.pathManager = pathManager;
		return this;
	}

	DiagnosticSnapshotFixture joinsInitialAddress(@Nullable Boolean joinsInitialAddress) {
		this.joinsInitialAddress = joinsInitialAddress;
		return this;
	}

	DiagnosticSnapshotFixture limits(@Nullable PathManagerLimits limits) {
		this.limits = limits;
		return this;
	}

	DiagnosticSnapshotFixture endpoints(@Nullable List<PathManagerEndpoint> endpoints) {
		this.endpoints = endpoints;
		return this;
	}

	DiagnosticSnapshotFixture addresses(HostAddress... addresses) {
		this.addresses = List.of(addresses);
		return this;
	}

	DiagnosticSnapshotFixture fastOpen(@Nullable Integer sysctl) {
		this.fastOpen = (sysctl != null) ? new FastOpenSysctl(sysctl) : null;
		return this;
	}

	DiagnosticSnapshotFixture counter(String name, long value) {
		this.counters.put(name, value);
		return this;
	}

	DiagnosticSnapshotFixture noCounters() {
		this.counters.clear();
		return this;
	}

	DiagnosticSnapshotFixture listener(String server, Protocol protocol, Problem... problems) {
		this.listeners.add(listener(server, new ListenerState(protocol, 0, List.of(problems))));
		return this;
	}

	DiagnosticSnapshotFixture noFastOpenQueue() {
		this.listeners.clear();
		return listener("Tomcat", Protocol.MPTCP);
	}

	DiagnosticSnapshotFixture clientProblem(Problem problem) {
		return clientProblem(ClientProblem.UNNAMED, problem);
	}

	DiagnosticSnapshotFixture clientProblem(String client, Problem problem) {
		this.clientProblems.add(new ClientProblem(client, problem));
		return this;
	}

	DiagnosticSnapshotFixture connections(@Nullable ConnectionSnapshot connections) {
		this.connections = connections;
		return this;
	}

	DiagnosticSnapshotFixture twoSubflows() {
		return connections(ConnectionSnapshots.none().mptcp(Role.CLIENT, 1).mptcp(Role.SERVER, 2).snapshot());
	}

	DiagnosticSnapshot snapshot() {
		HostState host = new HostState(this.kernel, true, this.pathManager, "default", this.joinsInitialAddress,
				this.limits, this.endpoints, this.addresses, this.fastOpen);
		return new DiagnosticSnapshot(new MptcpSettings(this.server, this.management, this.client, Set.of(), Map.of()),
				this.mptcpProblem, this.reporting, host, new MibCounters(this.counters), this.listeners,
				this.clientProblems, this.connections);
	}

	private static Listener listener(String server, ListenerState state) {
		return new Listener(server, new InetSocketAddress(address("192.0.2.1"), 8080), state);
	}

	static HostAddress address(String device, String address) {
		return new HostAddress(device, DeviceKind.NETWORK, address(address), true);
	}

	static InetAddress address(String address) {
		try {
			return InetAddress.getByName(address);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
