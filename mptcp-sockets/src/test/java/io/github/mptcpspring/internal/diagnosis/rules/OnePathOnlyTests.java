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

import java.util.List;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.DeviceKind;
import io.github.mptcpspring.internal.diagnosis.HostAddress;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OnePathOnly}.
 */
class OnePathOnlyTests extends RuleTests {

	private static final String PROBLEM = "This host has no second way out: a connection has one subflow, which brings"
			+ " nothing over TCP, unless the peer has more addresses";

	private static final HostAddress ETH0 = DiagnosticSnapshotFixture.address("eth0", "192.0.2.1");

	OnePathOnlyTests() {
		super(new OnePathOnly());
	}

	@Test
	void oneAddress() {
		Advice advice = new Advice(Severity.WARN, PROBLEM,
				"Give this host a second address on a network device of its own, and let the path manager use both");
		assertThat(advice(withAddresses(ETH0))).containsExactly(advice);
		assertThat(advice(withAddresses())).containsExactly(advice);
	}

	@Test
	void bothFamiliesOnOneDeviceAreOneWay() {
		assertThat(advice(withAddresses(ETH0, DiagnosticSnapshotFixture.address("eth0", "2001:db8::1"))))
			.singleElement()
			.satisfies((advice) -> {
				assertThat(advice.problem())
					.isEqualTo(PROBLEM + "; the IPv4 and IPv6 addresses of eth0 share that device");
				assertThat(advice.commands()).isEmpty();
			});
	}

	@Test
	void severalAddressesOfOneFamilyOnOneDeviceAreOneWay() {
		assertThat(problemsWith(ETH0, DiagnosticSnapshotFixture.address("eth0", "192.0.2.2"))).containsExactly(PROBLEM);
	}

	@Test
	void bridgesToContainersAreNoWayOut() {
		assertThat(problemsWith(ETH0, with("docker0", DeviceKind.INNER), with("virbr0", DeviceKind.INNER)))
			.containsExactly(PROBLEM + "; docker0, virbr0 leads to containers or virtual machines only");
	}

	@Test
	void aPointToPointDeviceIsAWayOutOnlyIfItIsNoTunnel() {
		assertThat(problemsWith(ETH0, with("wg0", DeviceKind.POINT_TO_POINT)))
			.containsExactly(PROBLEM + "; wg0 is a way of its own only if it is no tunnel over another device");
	}

	@Test
	void loopbackAndDummiesAreNotWorthAWord() {
		assertThat(problemsWith(ETH0, with("dummy0", DeviceKind.NOWHERE))).containsExactly(PROBLEM);
	}

	@Test
	void silentWhenThereAreSeveralWays() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().endpoints(List.of()));
	}

	@Test
	void silentWhenAConnectionHasTwoSubflowsAllTheSame() {
		assertSilent(withAddresses(ETH0).twoSubflows());
	}

	@Test
	void firesAlsoWhereConnectionsCannotBeRead() {
		assertThat(advice(withAddresses(ETH0).connections(null))).hasSize(1);
	}

	@Test
	void silentWhenEndpointsAreNotKnown() {
		assertSilent(withAddresses(ETH0).endpoints(null));
	}

	@Test
	void silentWhenAProgramHasTakenThePathManagersPlace() {
		assertSilent(withAddresses(ETH0).pathManager("userspace"));
		assertSilent(withAddresses(ETH0).pathManager(null));
	}

	@Test
	void silentWithoutMptcp() {
		assertSilent(withAddresses(ETH0).onlyFastOpen());
		assertSilent(withAddresses(ETH0).mptcpProblem(Problem.temporary("it is switched off", "Switch it on")));
	}

	private List<String> problemsWith(HostAddress... addresses) {
		return advice(withAddresses(addresses)).stream().map(Advice::problem).toList();
	}

	private static HostAddress with(String device, DeviceKind kind) {
		return new HostAddress(device, kind, DiagnosticSnapshotFixture.address("172.17.0.1"), true);
	}

	private static DiagnosticSnapshotFixture withAddresses(HostAddress... addresses) {
		return DiagnosticSnapshotFixture.allIsWell().endpoints(List.of()).addresses(addresses);
	}

}
