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
 * Tests for {@link FastOpenBlackhole}.
 */
class FastOpenBlackholeTests extends RuleTests {

	FastOpenBlackholeTests() {
		super(new FastOpenBlackhole());
	}

	@Test
	void counted() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().onlyFastOpen().counter("TCPFastOpenBlackhole", 2)))
			.containsExactly(new Advice(Severity.WARN,
					"Something on the way drops SYNs with data: 2 times this host has stopped Fast Open for a while",
					"Find the middlebox on the way, or do without Fast Open (tfo.connect=false)"));
	}

	@Test
	void silentWithoutFastOpenClients() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().onlyClient().counter("TCPFastOpenBlackhole", 2));
	}

	@Test
	void silentWhereTheKernelDoesNotCount() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().noCounters());
	}

	@Test
	void silentAboutTheOtherBlackhole() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().counter("Blackhole", 2));
	}

}
