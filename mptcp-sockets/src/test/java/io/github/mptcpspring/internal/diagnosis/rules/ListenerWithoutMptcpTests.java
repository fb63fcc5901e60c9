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
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerWithoutMptcp}.
 */
class ListenerWithoutMptcpTests extends RuleTests {

	private static final Problem SWITCHED_OFF = Problem.temporary("it is switched off", "Switch it on");

	private static final Problem BY_CHANCE = SWITCHED_OFF.of(Feature.MPTCP);

	ListenerWithoutMptcpTests() {
		super(new ListenerWithoutMptcp());
	}

	@Test
	void mptcpCameLaterThanTheListener() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().listener("Netty", Protocol.TCP, BY_CHANCE)))
			.containsExactly(new Advice(Severity.WARN,
					"Netty listens with plain TCP, because MPTCP was not to be had when it began",
					"Restart the application, MPTCP is there now"));
	}

	@Test
	void silentWhileMptcpCannotBeHad() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.mptcpProblem(SWITCHED_OFF)
			.listener("Netty", Protocol.TCP, BY_CHANCE));
	}

	@Test
	void silentWhenARestartBringsNothing() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.listener("Tomcat", Protocol.TCP,
					Problem.permanent("it is another protocol", "Change it").of(Feature.MPTCP)));
	}

	@Test
	void silentAboutListenersThatWereNotAskedForMptcp() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.listener("Tomcat", Protocol.TCP, SWITCHED_OFF.of(Feature.FAST_OPEN)));
		assertSilent(DiagnosticSnapshotFixture.allIsWell().listener("Tomcat", Protocol.TCP));
	}

}
