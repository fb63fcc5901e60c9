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
 * Tests for {@link PermanentProblems}.
 */
class PermanentProblemsTests extends RuleTests {

	private static final Problem OWN_PROTOCOL = Problem
		.permanent("the application chose the protocol of this connector", "Leave the protocol at its default");

	private static final Problem JDK_CLIENT = Problem.permanent(
			"the sockets of the client that Boot chose (JdkClientHttpConnectorBuilder) cannot be reached",
			"Add the dependency io.projectreactor.netty:reactor-netty-http");

	private static final Problem NO_KERNEL = Problem.permanent("this kernel was built without MPTCP",
			"Run on Linux 5.17");

	PermanentProblemsTests() {
		super(new PermanentProblems());
	}

	@Test
	void listenerThatWillNeverHaveMptcp() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell()
			.listener("Tomcat", Protocol.TCP, OWN_PROTOCOL.of(Feature.MPTCP), OWN_PROTOCOL.of(Feature.FAST_OPEN))))
			.containsExactly(new Advice(Severity.WARN,
					"Tomcat on port 8080: MPTCP is not used: the application chose the protocol of this connector",
					"Leave the protocol at its default"),
					new Advice(Severity.WARN,
							"Tomcat on port 8080: Fast Open is not used: the application chose the protocol of this connector",
							"Leave the protocol at its default"));
	}

	@Test
	void clientThatHasNoWayIn() {
		assertThat(
				advice(DiagnosticSnapshotFixture.allIsWell().clientProblem(JDK_CLIENT.of(Feature.MPTCP_AND_FAST_OPEN))))
			.containsExactly(new Advice(Severity.WARN,
					"HTTP clients: MPTCP and Fast Open are not used: the sockets of the client that Boot chose"
							+ " (JdkClientHttpConnectorBuilder) cannot be reached",
					"Add the dependency io.projectreactor.netty:reactor-netty-http"));
	}

	@Test
	void namesTheClient() {
		Problem own = Problem.permanent("mail.smtp.socketFactory is a socket factory of the application", "Remove it");
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().clientProblem("Mail sender", own))).singleElement()
			.extracting(Advice::problem)
			.isEqualTo(
					"Mail sender: MPTCP is not used: mail.smtp.socketFactory is a socket factory of the application");
	}

	@Test
	void silentAboutTheHostWhichHasItsOwnRule() {
		Problem noKernel = NO_KERNEL.of(Feature.MPTCP);
		assertSilent(DiagnosticSnapshotFixture.allIsWell()
			.mptcpProblem(NO_KERNEL)
			.listener("Tomcat", Protocol.TCP, noKernel)
			.clientProblem(noKernel));
	}

	@Test
	void whatIsNotTheHostsFaultIsToldBesideIt() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell()
			.mptcpProblem(NO_KERNEL)
			.clientProblem(NO_KERNEL.of(Feature.MPTCP))
			.clientProblem(JDK_CLIENT.of(Feature.MPTCP_AND_FAST_OPEN)))).singleElement()
			.extracting(Advice::problem)
			.asString()
			.contains("JdkClientHttpConnectorBuilder");
	}

	@Test
	void silentAboutWhatMayBeGoneByNow() {
		Problem passing = Problem.temporary("no descriptor was left", "Close one").of(Feature.MPTCP);
		assertSilent(
				DiagnosticSnapshotFixture.allIsWell().listener("Tomcat", Protocol.TCP, passing).clientProblem(passing));
	}

}
