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
 * Tests for {@link AnnouncedToNobody}.
 */
class AnnouncedToNobodyTests extends RuleTests {

	AnnouncedToNobodyTests() {
		super(new AnnouncedToNobody());
	}

	@Test
	void announcedAndNoneJoined() {
		assertThat(advice(announced())).containsExactly(new Advice(Severity.WARN,
				"This host has announced 3 addresses to clients, and no client has joined with a further subflow",
				"On the client's host: let its path manager take up announced addresses, which new connections then do"
						+ " (Linux; what other clients need, they know); to keep it over a reboot, let a unit of systemd"
						+ " run the command",
				"ip mptcp limits set subflows 2 add_addr_accepted 2"));
		assertThat(advice(announced().onlyServer())).hasSize(1);
		assertThat(advice(announced().onlyManagement())).hasSize(1);
	}

	@Test
	void olderKernelsCountWhatIsConfirmed() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().noCounters().counter("EchoAdd", 2))).singleElement()
			.extracting(Advice::problem)
			.asString()
			.contains("2 addresses");
		assertSilent(DiagnosticSnapshotFixture.allIsWell().counter("AddAddrTx", 0).counter("EchoAdd", 2));
	}

	@Test
	void silentWhenOneHasJoined() {
		assertSilent(announced().counter("MPJoinSynRx", 1));
		assertSilent(announced().twoSubflows());
	}

	@Test
	void silentWithoutServer() {
		assertSilent(announced().onlyClient());
		assertSilent(announced().onlyFastOpen());
	}

	@Test
	void silentWhereTheKernelDoesNotCount() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().noCounters());
	}

	private static DiagnosticSnapshotFixture announced() {
		return DiagnosticSnapshotFixture.allIsWell().counter("AddAddrTx", 3).counter("MPJoinSynRx", 0);
	}

}
