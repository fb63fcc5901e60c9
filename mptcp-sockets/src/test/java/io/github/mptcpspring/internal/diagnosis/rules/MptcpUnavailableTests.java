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

import java.util.stream.Stream;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpUnavailable}.
 */
class MptcpUnavailableTests extends RuleTests {

	private static final Problem SWITCHED_OFF = Problem.temporary(
			"MPTCP is switched off in this network namespace, net.mptcp.enabled is 0", "Switch it on",
			"sysctl -w net.mptcp.enabled=1");

	private static final Problem MISSING = Problem.permanent("this kernel was built without MPTCP (EPROTONOSUPPORT)",
			"Run on Linux 5.17");

	private static final ListenerSettings REQUIRED = new ListenerSettings(true, OnUnavailable.FAIL, 0);

	MptcpUnavailableTests() {
		super(new MptcpUnavailable());
	}

	@ParameterizedTest
	@MethodSource
	void warningForWhoeverFallsBack(DiagnosticSnapshotFixture fixture) {
		assertThat(advice(fixture.mptcpProblem(SWITCHED_OFF))).containsExactly(advice(Severity.WARN));
	}

	static Stream<DiagnosticSnapshotFixture> warningForWhoeverFallsBack() {
		return Stream.of(DiagnosticSnapshotFixture.allIsWell().onlyServer(),
				DiagnosticSnapshotFixture.allIsWell().onlyManagement(),
				DiagnosticSnapshotFixture.allIsWell().onlyClient());
	}

	@ParameterizedTest
	@MethodSource
	void errorForWhoeverRequiresIt(DiagnosticSnapshotFixture fixture) {
		assertThat(advice(fixture.mptcpProblem(SWITCHED_OFF))).containsExactly(advice(Severity.ERROR));
	}

	static Stream<DiagnosticSnapshotFixture> errorForWhoeverRequiresIt() {
		ListenerSettings plain = ListenerSettings.PLAIN;
		return Stream.of(
				DiagnosticSnapshotFixture.allIsWell().settings(REQUIRED, plain, DiagnosticSnapshotFixture.PLAIN_CLIENT),
				DiagnosticSnapshotFixture.allIsWell().settings(plain, REQUIRED, DiagnosticSnapshotFixture.PLAIN_CLIENT),
				DiagnosticSnapshotFixture.allIsWell()
					.settings(DiagnosticSnapshotFixture.MPTCP_SERVER, plain,
							new ClientSettings(true, OnUnavailable.FAIL, false)));
	}

	@Test
	void whatNeverComesIsToldToo() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().mptcpProblem(MISSING)))
			.containsExactly(new Advice(Severity.WARN,
					"MPTCP is not used: this kernel was built without MPTCP (EPROTONOSUPPORT)", "Run on Linux 5.17"));
	}

	@Test
	void silentWhenNobodyAsksForMptcp() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().everySwitchOff().mptcpProblem(SWITCHED_OFF));
		assertSilent(DiagnosticSnapshotFixture.allIsWell().onlyFastOpen().mptcpProblem(MISSING));
	}

	private static Advice advice(Severity severity) {
		return new Advice(severity,
				"MPTCP is not used: MPTCP is switched off in this network namespace, net.mptcp.enabled is 0",
				"Switch it on" + "; to keep it over a reboot, write it to a file in /etc/sysctl.d",
				"sysctl -w net.mptcp.enabled=1");
	}

}
