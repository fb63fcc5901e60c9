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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FastOpenCookiesRefused}.
 */
class FastOpenCookiesRefusedTests extends RuleTests {

	FastOpenCookiesRefusedTests() {
		super(new FastOpenCookiesRefused());
	}

	@Test
	void serversOfOneAddressNeedOneKey() {
		assertThat(advice(refused(3, 4))).singleElement().satisfies((advice) -> {
			assertThat(advice.problem()).startsWith("3 of 7 SYNs with data").contains("share an address", "reboot");
			assertThat(advice.fix()).contains("net.ipv4.tcp_fastopen_key", "/etc/sysctl.d");
			assertThat(advice.commands()).isEmpty();
		});
	}

	@Test
	void oneInTenIsNotWorthAWord() {
		assertSilent(refused(1, 9));
		assertThat(advice(refused(1, 8))).hasSize(1);
	}

	@Test
	void silentWithoutAQueue() {
		assertSilent(refused(3, 4).onlyServer());
		assertSilent(refused(3, 4).onlyClient());
	}

	@Test
	void silentWhereTheKernelDoesNotCount() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().noCounters());
	}

	private static DiagnosticSnapshotFixture refused(long refused, long taken) {
		return DiagnosticSnapshotFixture.allIsWell()
			.counter("TCPFastOpenPassiveFail", refused)
			.counter("TCPFastOpenPassive", taken);
	}

}
