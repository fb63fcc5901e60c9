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

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.diagnosis.Advice;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PathManagerUnreadable}.
 */
class PathManagerUnreadableTests extends RuleTests {

	PathManagerUnreadableTests() {
		super(new PathManagerUnreadable());
	}

	@Test
	void neitherLimitsNorEndpoints() {
		assertThat(advice(forbidden())).singleElement().satisfies((advice) -> {
			assertThat(advice.problem()).contains("netlink sockets are forbidden");
			assertThat(advice.fix()).contains("RestrictAddressFamilies=", "AF_NETLINK");
			assertThat(advice.commands()).containsExactly("ip mptcp limits show", "ip mptcp endpoint show");
		});
	}

	@Test
	void oneOfThemIsMissing() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().limits(null))).hasSize(1);
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().endpoints(null))).extracting(Advice::problem)
			.hasSize(1);
	}

	@Test
	void silentWhenAProgramHasTakenThePathManagersPlace() {
		assertSilent(forbidden().pathManager("userspace"));
		assertSilent(forbidden().pathManager(null));
	}

	@Test
	void silentWithoutMptcp() {
		assertSilent(forbidden().onlyFastOpen());
		assertSilent(forbidden().mptcpProblem(Problem.temporary("it is switched off", "Switch it on")));
	}

	private static DiagnosticSnapshotFixture forbidden() {
		return DiagnosticSnapshotFixture.allIsWell().limits(null).endpoints(null);
	}

}
