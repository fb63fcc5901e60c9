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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FastOpenDataRefused}.
 */
class FastOpenDataRefusedTests extends RuleTests {

	FastOpenDataRefusedTests() {
		super(new FastOpenDataRefused());
	}

	@Test
	void toldWithAllThatCanBeTheCause() {
		assertThat(advice(refused(2, 1))).singleElement().satisfies((advice) -> {
			assertThat(advice.problem()).startsWith("2 of 3 SYNs with data")
				.contains("drops them", "a second each", "another port of its address", "key", "refused")
				.endsWith("without MPTCP");
			assertThat(advice.fix()).contains("tfo.connect=false");
			assertThat(advice.commands()).isEmpty();
		});
	}

	@Test
	void nothingIsSaidOfMptcpWhereItIsNotAskedFor() {
		assertThat(advice(refused(1, 0).onlyFastOpen())).singleElement()
			.extracting(Advice::problem)
			.asString()
			.startsWith("1 of 1")
			.doesNotContain("MPTCP");
	}

	@Test
	void oneInTenIsNotWorthAWord() {
		assertSilent(refused(1, 9));
		assertThat(advice(refused(1, 8))).hasSize(1);
	}

	@Test
	void silentWithoutFastOpenClients() {
		assertSilent(refused(2, 1).onlyClient());
		assertSilent(refused(2, 1).onlyServer());
	}

	@Test
	void silentWhereTheKernelDoesNotCount() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().noCounters());
	}

	private static DiagnosticSnapshotFixture refused(long failed, long taken) {
		return DiagnosticSnapshotFixture.allIsWell()
			.counter("TCPFastOpenActiveFail", failed)
			.counter("TCPFastOpenActive", taken);
	}

}
