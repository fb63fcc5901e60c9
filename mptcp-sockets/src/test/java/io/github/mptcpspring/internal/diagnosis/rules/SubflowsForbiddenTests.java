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
 * Tests for {@link SubflowsForbidden}.
 */
class SubflowsForbiddenTests extends RuleTests {

	SubflowsForbiddenTests() {
		super(new SubflowsForbidden());
	}

	@Test
	void limitIsZero() {
		Advice advice = new Advice(Severity.WARN,
				"The limits of the path manager forbid a second subflow, their subflows is 0",
				"Allow more" + "; to keep it over a reboot, let a unit of systemd run the command",
				"ip mptcp limits set subflows 2");
		assertThat(advice(withoutSubflows())).containsExactly(advice);
		assertThat(advice(withoutSubflows().onlyServer())).containsExactly(advice);
		assertThat(advice(withoutSubflows().onlyManagement())).containsExactly(advice);
		assertThat(advice(withoutSubflows().onlyClient())).containsExactly(advice);
	}

	@Test
	void oneMoreSubflowIsEnough() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().limits(new PathManagerLimits(1, 0)));
	}

	@Test
	void silentWhenLimitsAreNotKnown() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().limits(null));
	}

	@Test
	void silentWhenAProgramHasTakenThePathManagersPlace() {
		assertSilent(withoutSubflows().pathManager("userspace"));
	}

	@Test
	void silentWhenNobodyAsksForMptcp() {
		assertSilent(withoutSubflows().onlyFastOpen());
		assertSilent(withoutSubflows().everySwitchOff());
	}

	private static DiagnosticSnapshotFixture withoutSubflows() {
		return DiagnosticSnapshotFixture.allIsWell().limits(new PathManagerLimits(0, 8));
	}

}
