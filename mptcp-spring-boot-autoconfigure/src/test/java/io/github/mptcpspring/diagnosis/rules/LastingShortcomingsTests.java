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

package io.github.mptcpspring.diagnosis.rules;

import io.github.mptcpspring.diagnosis.Advice;
import io.github.mptcpspring.diagnosis.Severity;
import io.github.mptcpspring.socket.Protocol;
import io.github.mptcpspring.socket.Shortcoming;
import io.github.mptcpspring.socket.Shortcoming.Missing;
import io.github.mptcpspring.socket.Unavailable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LastingShortcomings}.
 */
class LastingShortcomingsTests extends RuleTests {

	private static final Unavailable OWN_PROTOCOL = Unavailable
		.permanently("the application chose the protocol of this connector", "Leave the protocol at its default");

	private static final Unavailable JDK_CLIENT = Unavailable.permanently(
			"the sockets of the client that Boot chose (JdkClientHttpConnectorBuilder) cannot be reached",
			"Add the dependency io.projectreactor.netty:reactor-netty-http");

	private static final Unavailable NO_KERNEL = Unavailable.permanently("this kernel was built without MPTCP",
			"Run on Linux 5.17");

	LastingShortcomingsTests() {
		super(new LastingShortcomings());
	}

	@Test
	void listenerThatWillNeverHaveMptcp() {
		assertThat(advice(FindingsFixture.allIsWell()
			.listener("Tomcat", Protocol.TCP, Shortcoming.of(Missing.MPTCP, OWN_PROTOCOL),
					Shortcoming.of(Missing.FAST_OPEN, OWN_PROTOCOL))))
			.containsExactly(
					new Advice(Severity.WARN,
							"Tomcat: MPTCP is not used: the application chose the protocol of this connector",
							"Leave the protocol at its default"),
					new Advice(Severity.WARN,
							"Tomcat: Fast Open is not used: the application chose the protocol of this connector",
							"Leave the protocol at its default"));
	}

	@Test
	void clientThatHasNoWayIn() {
		assertThat(advice(
				FindingsFixture.allIsWell().clientShortcoming(Shortcoming.of(Missing.MPTCP_AND_FAST_OPEN, JDK_CLIENT))))
			.containsExactly(new Advice(Severity.WARN,
					"HTTP clients: MPTCP and Fast Open are not used: the sockets of the client that Boot chose"
							+ " (JdkClientHttpConnectorBuilder) cannot be reached",
					"Add the dependency io.projectreactor.netty:reactor-netty-http"));
	}

	@Test
	void silentAboutTheHostWhichHasItsOwnRule() {
		Shortcoming noKernel = Shortcoming.of(Missing.MPTCP, NO_KERNEL);
		assertSilent(FindingsFixture.allIsWell()
			.availability(NO_KERNEL)
			.listener("Tomcat", Protocol.TCP, noKernel)
			.clientShortcoming(noKernel));
	}

	@Test
	void whatIsNotTheHostsFaultIsToldBesideIt() {
		assertThat(advice(FindingsFixture.allIsWell()
			.availability(NO_KERNEL)
			.clientShortcoming(Shortcoming.of(Missing.MPTCP, NO_KERNEL))
			.clientShortcoming(Shortcoming.of(Missing.MPTCP_AND_FAST_OPEN, JDK_CLIENT)))).singleElement()
			.extracting(Advice::problem)
			.asString()
			.contains("JdkClientHttpConnectorBuilder");
	}

	@Test
	void silentAboutWhatMayBeGoneByNow() {
		Shortcoming passing = Shortcoming.of(Missing.MPTCP, Unavailable.forNow("no descriptor was left", "Close one"));
		assertSilent(FindingsFixture.allIsWell().listener("Tomcat", Protocol.TCP, passing).clientShortcoming(passing));
	}

}
