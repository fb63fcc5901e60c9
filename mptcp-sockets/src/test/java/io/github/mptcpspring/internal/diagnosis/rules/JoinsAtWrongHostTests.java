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

import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JoinsAtWrongHost}.
 */
class JoinsAtWrongHostTests extends RuleTests {

	JoinsAtWrongHostTests() {
		super(new JoinsAtWrongHost());
	}

	@Test
	void subflowsOfOthersHaveCome() {
		Advice advice = new Advice(Severity.WARN,
				"4 subflows have come for connections that this host does not have, as they do behind a load balancer"
						+ " of layer 4",
				"Announce an address of this host's own, and forbid subflows to the load balancer's"
						+ "; to keep it over a reboot, write it to a file in /etc/sysctl.d",
				"sysctl -w net.mptcp.allow_join_initial_addr_port=0");
		assertThat(advice(withStrays().onlyServer())).containsExactly(advice);
		assertThat(advice(withStrays().onlyManagement())).containsExactly(advice);
	}

	@Test
	void silentWhenTheyAreForbiddenAlready() {
		assertSilent(withStrays().joinsInitialAddress(false));
	}

	@Test
	void silentWhenTheSysctlIsNotKnown() {
		assertSilent(withStrays().joinsInitialAddress(null));
	}

	@Test
	void silentWithoutAnMptcpServer() {
		assertSilent(withStrays().onlyClient());
		assertSilent(withStrays().onlyFastOpen());
	}

	@Test
	void silentWhereTheKernelDoesNotCount() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().noCounters());
	}

	private static DiagnosticSnapshotFixture withStrays() {
		return DiagnosticSnapshotFixture.allIsWell().counter("MPJoinNoTokenFound", 4);
	}

}
