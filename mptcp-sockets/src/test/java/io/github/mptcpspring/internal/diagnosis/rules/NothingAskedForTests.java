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
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NothingAskedFor}.
 */
class NothingAskedForTests extends RuleTests {

	NothingAskedForTests() {
		super(new NothingAskedFor());
	}

	@Test
	void everySwitchOff() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().everySwitchOff()))
			.containsExactly(new Advice(Severity.INFO, "Nothing asks for MPTCP or Fast Open, every switch is off",
					"Switch on what you want in the application's properties, server.mptcp.enabled=true for example"));
	}

	@Test
	void policyIsNoWish() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell()
			.settings(new ListenerSettings(false, OnUnavailable.FAIL, 0),
					new ListenerSettings(false, OnUnavailable.FAIL, 0),
					new ClientSettings(false, OnUnavailable.FAIL, false))))
			.hasSize(1);
	}

	@ParameterizedTest
	@MethodSource
	void oneSwitchIsEnough(DiagnosticSnapshotFixture fixture) {
		assertSilent(fixture);
	}

	static Stream<DiagnosticSnapshotFixture> oneSwitchIsEnough() {
		ListenerSettings plain = ListenerSettings.PLAIN;
		return Stream.of(DiagnosticSnapshotFixture.allIsWell().onlyServer(),
				DiagnosticSnapshotFixture.allIsWell().onlyManagement(),
				DiagnosticSnapshotFixture.allIsWell().onlyClient(),
				DiagnosticSnapshotFixture.allIsWell()
					.settings(new ListenerSettings(false, OnUnavailable.FALLBACK, 1), plain,
							DiagnosticSnapshotFixture.PLAIN_CLIENT),
				DiagnosticSnapshotFixture.allIsWell()
					.settings(plain, plain, new ClientSettings(false, OnUnavailable.FALLBACK, true)));
	}

}
