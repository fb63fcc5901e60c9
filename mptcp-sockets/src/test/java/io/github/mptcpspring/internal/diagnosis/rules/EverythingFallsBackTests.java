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

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshots;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EverythingFallsBack}.
 */
class EverythingFallsBackTests extends RuleTests {

	EverythingFallsBackTests() {
		super(new EverythingFallsBack());
	}

	@Test
	void noneOfThoseThatAskedHasMptcp() {
		assertThat(advice(with(ConnectionSnapshots.none()
			.others(Role.CLIENT, Protocol.FALLBACK, 2)
			.others(Role.SERVER, Protocol.FALLBACK, 1)
			.others(Role.SERVER, Protocol.TCP, 5))))
			.containsExactly(new Advice(Severity.WARN,
					"All 3 connections that asked for MPTCP fell back to TCP: the peer does not know MPTCP, or a"
							+ " middlebox strips its options",
					"See whether the peer's answer carries MPTCP, there and here",
					"tcpdump -n 'tcp[tcpflags] & tcp-syn != 0'"));
	}

	@Test
	void silentWhenOneSucceeds() {
		assertSilent(with(ConnectionSnapshots.none().others(Role.CLIENT, Protocol.FALLBACK, 9).mptcp(Role.SERVER, 1)));
	}

	@Test
	void silentWhenNoneAsked() {
		assertSilent(with(ConnectionSnapshots.none().others(Role.SERVER, Protocol.TCP, 9)));
		assertSilent(with(ConnectionSnapshots.none()));
	}

	@Test
	void silentWhenNobodyAsksForMptcpHere() {
		ConnectionSnapshots fallback = ConnectionSnapshots.none().others(Role.CLIENT, Protocol.FALLBACK, 1);
		assertSilent(with(fallback).everySwitchOff());
		assertSilent(with(fallback).onlyFastOpen());
	}

	@Test
	void silentWhereConnectionsCannotBeRead() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().connections(null));
	}

	private static DiagnosticSnapshotFixture with(ConnectionSnapshots connections) {
		return DiagnosticSnapshotFixture.allIsWell().connections(connections.snapshot());
	}

}
