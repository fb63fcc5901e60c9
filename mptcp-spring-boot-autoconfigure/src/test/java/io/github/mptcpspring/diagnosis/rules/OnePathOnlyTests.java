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

package io.github.mptcpspring.diagnosis.rules;

import java.util.List;

import io.github.mptcpspring.diagnosis.Advice;
import io.github.mptcpspring.diagnosis.HostAddress;
import io.github.mptcpspring.diagnosis.Severity;
import io.github.mptcpspring.socket.Unavailable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OnePathOnly}.
 */
class OnePathOnlyTests extends RuleTests {

	OnePathOnlyTests() {
		super(new OnePathOnly());
	}

	@Test
	void severalAddressesAndNoEndpoint() {
		assertThat(advice(withoutEndpoints())).containsExactly(new Advice(Severity.WARN,
				"This host has 2 addresses, but its path manager has no endpoint: a connection has one subflow, which"
						+ " brings nothing over TCP",
				"Let the path manager use those that lead to peers",
				"ip mptcp endpoint add 192.0.2.1 dev eth0 signal subflow",
				"ip mptcp endpoint add 2001:db8::1 dev wlan0 signal subflow"));
	}

	@Test
	void serversAnnounceAndClientsMakeSubflows() {
		assertThat(advice(withoutEndpoints().onlyServer())).flatExtracting(Advice::commands)
			.containsExactly("ip mptcp endpoint add 192.0.2.1 dev eth0 signal",
					"ip mptcp endpoint add 2001:db8::1 dev wlan0 signal");
		assertThat(advice(withoutEndpoints().onlyManagement())).flatExtracting(Advice::commands)
			.allMatch((command) -> command.endsWith(" signal"));
		assertThat(advice(withoutEndpoints().onlyClient())).flatExtracting(Advice::commands)
			.allMatch((command) -> command.endsWith(" subflow"));
	}

	@Test
	void oneAddressAndNoEndpoint() {
		Advice advice = new Advice(Severity.WARN,
				"This host has no second address and its path manager no endpoint: a connection has one subflow, which"
						+ " brings nothing over TCP, unless the peer has more addresses",
				"Give this host a second address on another path, and let the path manager use it");
		assertThat(advice(withoutEndpoints().addresses(new HostAddress("eth0", "192.0.2.1")))).containsExactly(advice);
		assertThat(advice(withoutEndpoints().addresses())).containsExactly(advice);
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
		assertSilent(FindingsFixture.allIsWell().endpoints(null));
	}

	@Test
	void silentWhenAProgramHasTakenThePathManagersPlace() {
		assertSilent(withoutEndpoints().pathManager("userspace"));
		assertSilent(withoutEndpoints().pathManager(null));
	}

	@Test
	void silentWithoutMptcp() {
		assertSilent(withoutEndpoints().onlyFastOpen());
		assertSilent(withoutEndpoints().availability(Unavailable.forNow("it is switched off", "Switch it on")));
	}

	private static FindingsFixture withoutEndpoints() {
		return FindingsFixture.allIsWell().endpoints(List.of());
	}

}
