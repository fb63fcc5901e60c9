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

import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpBlackhole}.
 */
class MptcpBlackholeTests extends RuleTests {

	MptcpBlackholeTests() {
		super(new MptcpBlackhole());
	}

	@Test
	void counted() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().onlyClient().counter("Blackhole", 3))).singleElement()
			.satisfies((advice) -> {
				assertThat(advice.severity()).isEqualTo(Severity.WARN);
				assertThat(advice.problem()).contains("3 times", "Something on the way", "the server was down");
				assertThat(advice.fix()).contains("middlebox", "outage");
				assertThat(advice.commands()).containsExactly(
						"sysctl -w net.mptcp.blackhole_timeout=\"$(sysctl -n net.mptcp.blackhole_timeout)\"");
			});
	}

	@Test
	void silentWithoutMptcpClients() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().onlyServer().counter("Blackhole", 3));
		assertSilent(DiagnosticSnapshotFixture.allIsWell().onlyFastOpen().counter("Blackhole", 3));
	}

	@Test
	void silentWhereTheKernelDoesNotCount() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().noCounters());
	}

	@Test
	void silentAboutTheOtherBlackhole() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().counter("TCPFastOpenBlackhole", 3));
	}

}
