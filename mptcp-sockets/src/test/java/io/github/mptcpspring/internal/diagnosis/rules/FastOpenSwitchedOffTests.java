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

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FastOpenSwitchedOff}.
 */
class FastOpenSwitchedOffTests extends RuleTests {

	private static final ListenerSettings SERVER = new ListenerSettings(false, OnUnavailable.FALLBACK, 16);

	private static final ClientSettings CLIENT = new ClientSettings(false, OnUnavailable.FALLBACK, true);

	FastOpenSwitchedOffTests() {
		super(new FastOpenSwitchedOff());
	}

	@Test
	void serverBitIsMissingAsTheKernelSetsIt() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().fastOpen(1))).containsExactly(new Advice(Severity.WARN,
				"Fast Open is not used: net.ipv4.tcp_fastopen is 1 and lacks the server bit (2)",
				"Set the bit" + "; to keep it over a reboot, write it to a file in /etc/sysctl.d",
				"sysctl -w net.ipv4.tcp_fastopen=3"));
	}

	@Test
	void clientBitIsMissing() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().fastOpen(0x402))).containsExactly(new Advice(
				Severity.WARN, "Fast Open is not used: net.ipv4.tcp_fastopen is 1026 and lacks the client bit (1)",
				"Set the bit" + "; to keep it over a reboot, write it to a file in /etc/sysctl.d",
				"sysctl -w net.ipv4.tcp_fastopen=1027"));
	}

	@Test
	void eachSideIsToldOfItsOwnBitOnly() {
		ListenerSettings plain = ListenerSettings.PLAIN;
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.settings(SERVER, plain, DiagnosticSnapshotFixture.MPTCP_CLIENT)
			.fastOpen(2));
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.settings(DiagnosticSnapshotFixture.MPTCP_SERVER, plain, CLIENT)
			.fastOpen(1));
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().settings(SERVER, plain, CLIENT).fastOpen(0)))
			.hasSize(2);
	}

	@Test
	void silentWhenNobodyAsksForFastOpen() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().onlyServer().fastOpen(0));
		assertSilent(DiagnosticSnapshotFixture.allIsWell().onlyClient().fastOpen(0));
	}

	@Test
	void silentAboutServersWhenNoListenerHasAQueue() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().noFastOpenQueue().fastOpen(1));
	}

	@Test
	void silentWhenTheSysctlIsNotKnown() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().fastOpen(null));
	}

}
