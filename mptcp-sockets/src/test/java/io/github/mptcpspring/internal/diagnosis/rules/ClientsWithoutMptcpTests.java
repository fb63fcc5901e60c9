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

import java.util.stream.IntStream;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshots;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientsWithoutMptcp}.
 */
class ClientsWithoutMptcpTests extends RuleTests {

	ClientsWithoutMptcpTests() {
		super(new ClientsWithoutMptcp());
	}

	@Test
	void namesThePortsThatTheyGoTo() {
		assertThat(advice(with(ConnectionSnapshots.none().mptcp(Role.CLIENT, 1).plainClients(443, 8443, 443))))
			.singleElement()
			.satisfies((advice) -> {
				assertThat(advice.severity()).isEqualTo(Severity.INFO);
				assertThat(advice.problem()).isEqualTo(
						"Clients here have plain TCP connections that did not ask for MPTCP (3), to ports 443, 8443");
				assertThat(advice.fix()).contains("WebClient.Builder", "RestClient.Builder",
						"mptcpHttpClientCustomizer");
				assertThat(advice.commands()).isEmpty();
			});
		assertThat(advice(with(ConnectionSnapshots.none().plainClients(5432)))).extracting(Advice::problem)
			.containsExactly("Clients here have plain TCP connections that did not ask for MPTCP (1), to port 5432");
	}

	@Test
	void namesNotTooManyPorts() {
		int[] ports = IntStream.rangeClosed(1, 11).toArray();
		assertThat(advice(with(ConnectionSnapshots.none().plainClients(ports)))).extracting(Advice::problem)
			.singleElement()
			.asString()
			.endsWith("to ports 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and more");
	}

	@Test
	void silentWhenAllAsked() {
		assertSilent(with(ConnectionSnapshots.none()
			.mptcp(Role.CLIENT, 1)
			.others(Role.CLIENT, Protocol.FALLBACK, 2)
			.others(Role.SERVER, Protocol.TCP, 3)));
	}

	@Test
	void silentWhenClientsAreNotAskedFor() {
		ConnectionSnapshots plain = ConnectionSnapshots.none().plainClients(443);
		assertSilent(with(plain).onlyServer());
		assertSilent(with(plain).onlyFastOpen());
		assertSilent(with(plain).everySwitchOff());
	}

	@Test
	void silentWhereMptcpIsUnavailable() {
		assertSilent(with(ConnectionSnapshots.none().plainClients(443))
			.mptcpProblem(Problem.temporary("it is switched off", "Switch it on")));
	}

	@Test
	void silentWhereConnectionsCannotBeRead() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().connections(null));
	}

	private static DiagnosticSnapshotFixture with(ConnectionSnapshots connections) {
		return DiagnosticSnapshotFixture.allIsWell().connections(connections.snapshot());
	}

}
