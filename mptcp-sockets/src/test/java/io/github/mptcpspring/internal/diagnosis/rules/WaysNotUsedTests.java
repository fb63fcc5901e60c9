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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.connection.ConnectionSnapshots;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DeviceKind;
import io.github.mptcpspring.internal.diagnosis.HostAddress;
import io.github.mptcpspring.internal.diagnosis.Severity;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint.Flag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WaysNotUsed}.
 */
class WaysNotUsedTests extends RuleTests {

	private static final String KEEP = "; to keep it over a reboot, let NetworkManager (connection.mptcp-flags) or mptcpd"
			+ " do it, or a unit of systemd that runs the commands";

	WaysNotUsedTests() {
		super(new WaysNotUsed());
	}

	@Test
	void serversAnnounceTheirAddresses() {
		assertThat(advice(withoutEndpoints().onlyServer())).containsExactly(new Advice(Severity.WARN,
				"This host has 2 ways out (eth0, wlan0), but its path manager has no endpoint that announces them to clients:"
						+ " a connection has one subflow, which brings nothing over TCP",
				"Let the path manager use the addresses of those that lead to peers" + KEEP,
				"ip mptcp endpoint add 192.0.2.1 dev eth0 signal",
				"ip mptcp endpoint add 2001:db8::1 dev wlan0 signal"));
		assertThat(advice(withoutEndpoints().onlyManagement())).flatExtracting(Advice::commands)
			.hasSize(2)
			.allMatch((command) -> command.endsWith(" signal"));
	}

	@Test
	void clientsMakeSubflows() {
		assertThat(advice(withoutEndpoints().onlyClient().kernel("6.17.1"))).containsExactly(new Advice(Severity.WARN,
				"This host has 2 ways out (eth0, wlan0), but its path manager has no endpoint that makes subflows from them:"
						+ " a connection has one subflow, which brings nothing over TCP",
				"Let the path manager use the addresses of those that lead to peers" + KEEP,
				"ip mptcp endpoint add 192.0.2.1 dev eth0 subflow",
				"ip mptcp endpoint add 2001:db8::1 dev wlan0 subflow"));
	}

	@Test
	void whoIsBothDoesBoth() {
		assertThat(advice(withoutEndpoints())).singleElement().satisfies((advice) -> {
			assertThat(advice.problem()).contains("announces them to clients or makes subflows from them");
			assertThat(advice.commands()).containsExactly("ip mptcp endpoint add 192.0.2.1 dev eth0 signal subflow",
					"ip mptcp endpoint add 2001:db8::1 dev wlan0 signal subflow");
		});
	}

	@Test
	void newKernelsKnowLaminarEndpointsButNotEveryIpDoes() {
		assertThat(advice(withoutEndpoints().onlyClient())).singleElement().satisfies((advice) -> {
			assertThat(advice.fix()).contains("laminar in place of subflow", "iproute2 6.18");
			assertThat(advice.commands()).noneMatch((command) -> command.contains("laminar"));
		});
		assertThat(advice(withoutEndpoints().onlyServer())).extracting(Advice::fix)
			.noneMatch((fix) -> fix.contains("laminar"));
	}

	@Test
	void oneAddressOfEachFamilyForEachDeviceIpv4First() {
		assertThat(commands(withoutEndpoints().onlyServer()
			.addresses(DiagnosticSnapshotFixture.address("eth0", "2001:db8:0:0:0:0:1:1"),
					DiagnosticSnapshotFixture.address("eth0", "192.0.2.1"),
					DiagnosticSnapshotFixture.address("eth0", "192.0.2.2"),
					DiagnosticSnapshotFixture.address("eth0", "2001:db8::1:2"),
					DiagnosticSnapshotFixture.address("wlan0", "2001:db8::2:1"),
					DiagnosticSnapshotFixture.address("wlan0", "198.51.100.1"))))
			.containsExactly("ip mptcp endpoint add 192.0.2.1 dev eth0 signal",
					"ip mptcp endpoint add 198.51.100.1 dev wlan0 signal",
					"ip mptcp endpoint add 2001:db8::1:1 dev eth0 signal",
					"ip mptcp endpoint add 2001:db8::2:1 dev wlan0 signal");
	}

	@Test
	void onlyWhatLeadsOutIsUsed() {
		assertThat(commands(withoutEndpoints().onlyServer()
			.addresses(DiagnosticSnapshotFixture.address("eth0", "192.0.2.1"), with("docker0", DeviceKind.INNER),
					with("wg0", DeviceKind.POINT_TO_POINT), with("lo", DeviceKind.NOWHERE),
					DiagnosticSnapshotFixture.address("eth1", "198.51.100.1"))))
			.containsExactly("ip mptcp endpoint add 192.0.2.1 dev eth0 signal",
					"ip mptcp endpoint add 198.51.100.1 dev eth1 signal");
		assertSilent(withoutEndpoints().addresses(DiagnosticSnapshotFixture.address("eth0", "192.0.2.1"),
				with("docker0", DeviceKind.INNER), with("wg0", DeviceKind.POINT_TO_POINT)));
	}

	@Test
	void theNameOfADeviceIsOneWordForAShell() {
		assertThat(commands(withoutEndpoints().onlyServer()
			.addresses(DiagnosticSnapshotFixture.address("x;id;#", "192.0.2.1"),
					DiagnosticSnapshotFixture.address("a'b", "198.51.100.1"))))
			.containsExactly("ip mptcp endpoint add 192.0.2.1 dev 'x;id;#' signal",
					"ip mptcp endpoint add 198.51.100.1 dev 'a'\\''b' signal");
	}

	@Test
	void aHiddenAddressIsLookedUpByTheCommand() {
		AdviceRule rule = new WaysNotUsed();
		assertThat(rule.examine(withoutEndpoints().onlyServer().snapshot().withAddressesHidden()))
			.flatExtracting(Advice::commands)
			.containsExactly(
					"ip mptcp endpoint add \"$(ip -4 -o address show dev eth0 scope global"
							+ " | awk '{ split($4, a, \"/\"); print a[1]; exit }')\" dev eth0 signal",
					"ip mptcp endpoint add \"$(ip -6 -o address show dev wlan0 scope global"
							+ " | awk '{ split($4, a, \"/\"); print a[1]; exit }')\" dev wlan0 signal");
	}

	@Test
	void anEndpointThatLacksTheFlagGetsIt() {
		DiagnosticSnapshotFixture subflowOnly = DiagnosticSnapshotFixture.allIsWell()
			.onlyServer()
			.endpoints(List.of(endpoint(7, "192.0.2.1", Flag.SUBFLOW)));
		assertThat(commands(subflowOnly)).containsExactly("ip mptcp endpoint delete id 7",
				"ip mptcp endpoint add 192.0.2.1 dev eth0 signal subflow",
				"ip mptcp endpoint add 2001:db8::1 dev wlan0 signal");
	}

	@Test
	void whatTheKernelAddedByItselfDoesNotCount() {
		assertThat(commands(DiagnosticSnapshotFixture.allIsWell()
			.onlyServer()
			.endpoints(List.of(endpoint(7, "192.0.2.1", Flag.IMPLICIT))))).first()
			.isEqualTo("ip mptcp endpoint add 192.0.2.1 dev eth0 signal");
	}

	@Test
	void oneThatPeersKnowAlreadyIsNotEnough() {
		DiagnosticSnapshotFixture fixture = DiagnosticSnapshotFixture.allIsWell()
			.onlyServer()
			.endpoints(List.of(endpoint(1, "192.0.2.1", Flag.SIGNAL)))
			.connections(ConnectionSnapshots.none().mptcp(Role.SERVER, 1).snapshot());
		assertThat(commands(fixture.counter("AddAddrTx", 0)))
			.containsExactly("ip mptcp endpoint add 2001:db8::1 dev wlan0 signal");
		assertSilent(fixture.counter("AddAddrTx", 1));
		assertSilent(fixture.counter("AddAddrTx", 0)
			.connections(ConnectionSnapshots.none().mptcp(Role.CLIENT, 1).snapshot()));
	}

	@Test
	void noMoreThanTheKernelTakes() {
		List<HostAddress> addresses = new ArrayList<>();
		for (int device = 0; device < 20; device++) {
			addresses.add(DiagnosticSnapshotFixture.address("eth" + device, "192.0.2." + device));
		}
		assertThat(commands(withoutEndpoints().addresses(addresses.toArray(HostAddress[]::new)))).hasSize(8);
	}

	@Test
	void oneEndpointOfEachUseIsEnough() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.onlyServer()
			.endpoints(List.of(endpoint(1, "192.0.2.1", Flag.SIGNAL))));
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.onlyClient()
			.endpoints(List.of(endpoint(1, "192.0.2.1", Flag.LAMINAR))));
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.endpoints(List.of(endpoint(1, "192.0.2.1", Flag.SIGNAL), endpoint(2, "2001:db8::1", Flag.SUBFLOW))));
	}

	@Test
	void silentWhenAConnectionHasTwoSubflowsAllTheSame() {
		assertSilent(withoutEndpoints().twoSubflows());
	}

	@Test
	void firesAlsoWhereConnectionsCannotBeRead() {
		assertThat(advice(withoutEndpoints().connections(null))).hasSize(1);
	}

	@Test
	void silentWhenEndpointsAreNotKnown() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().endpoints(null));
	}

	@Test
	void silentWhenAProgramHasTakenThePathManagersPlace() {
		assertSilent(withoutEndpoints().pathManager("userspace"));
		assertSilent(withoutEndpoints().pathManager(null));
	}

	@Test
	void silentWithoutMptcp() {
		assertSilent(withoutEndpoints().onlyFastOpen());
		assertSilent(withoutEndpoints().mptcpProblem(Problem.temporary("it is switched off", "Switch it on")));
	}

	private List<String> commands(DiagnosticSnapshotFixture fixture) {
		return advice(fixture).stream().flatMap((advice) -> advice.commands().stream()).toList();
	}

	private static HostAddress with(String device, DeviceKind kind) {
		return new HostAddress(device, kind, DiagnosticSnapshotFixture.address("172.17.0.1"), true);
	}

	private static PathManagerEndpoint endpoint(int id, String address, Flag... flags) {
		return new PathManagerEndpoint(id, DiagnosticSnapshotFixture.address(address), null, "eth0", Set.of(flags));
	}

	private static DiagnosticSnapshotFixture withoutEndpoints() {
		return DiagnosticSnapshotFixture.allIsWell().endpoints(List.of());
	}

}
