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

import io.github.mptcpspring.internal.connection.KernelCapabilities;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KernelReportsLess}.
 */
class KernelReportsLessTests extends RuleTests {

	KernelReportsLessTests() {
		super(new KernelReportsLess());
	}

	@Test
	void linux61ReportsNone() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell()
			.kernel("6.1.0-56")
			.reporting(new KernelCapabilities(false, false, false))))
			.containsExactly(new Advice(Severity.INFO,
					"Linux 6.1.0-56 does not report bytes of MPTCP connections (Linux 6.5), their paths (Linux 6.5),"
							+ " whether their first subflow is still there (Linux 6.8)",
					"To see it, run on Linux 6.8 or newer"));
	}

	@Test
	void linux66LacksOneThing() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell()
			.kernel("6.6.1")
			.reporting(new KernelCapabilities(false, true, true))))
			.containsExactly(new Advice(Severity.INFO,
					"Linux 6.6.1 does not report whether their first subflow is still there (Linux 6.8)",
					"To see it, run on Linux 6.8 or newer"));
	}

	@Test
	void silentWhenTheKernelCannotBeAsked() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().reporting(null));
	}

	@Test
	void silentWhenNobodyAsksForMptcp() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.onlyFastOpen()
			.reporting(new KernelCapabilities(false, false, false)));
	}

}
