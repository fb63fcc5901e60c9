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
import io.github.mptcpspring.internal.netlink.PathManagerLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnnouncedAddressesIgnored}.
 */
class AnnouncedAddressesIgnoredTests extends RuleTests {

	AnnouncedAddressesIgnoredTests() {
		super(new AnnouncedAddressesIgnored());
	}

	@Test
	void limitIsZeroAsTheKernelSetsIt() {
		assertThat(advice(withKernelsLimits().onlyClient())).containsExactly(new Advice(Severity.WARN,
				"Clients here take up no address that a server announces, the path manager's limit add_addr_accepted is 0",
				"Allow it, new connections do so then"
						+ "; to keep it over a reboot, let a unit of systemd run the command",
				"ip mptcp limits set add_addr_accepted 2"));
	}

	@Test
	void oneAddressIsEnough() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().limits(new PathManagerLimits(2, 1)));
	}

	@Test
	void silentWithoutClients() {
		assertSilent(withKernelsLimits().onlyServer());
		assertSilent(withKernelsLimits().onlyManagement());
		assertSilent(withKernelsLimits().onlyFastOpen());
	}

	@Test
	void silentWhenAConnectionHasTwoSubflowsAllTheSame() {
		assertSilent(withKernelsLimits().twoSubflows());
	}

	@Test
	void silentWhenLimitsAreNotKnown() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().limits(null));
	}

	@Test
	void silentWhenAProgramHasTakenThePathManagersPlace() {
		assertSilent(withKernelsLimits().pathManager("userspace"));
	}

	private static DiagnosticSnapshotFixture withKernelsLimits() {
		return DiagnosticSnapshotFixture.allIsWell().limits(new PathManagerLimits(2, 0));
	}

}
