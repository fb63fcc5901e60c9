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

import java.util.stream.Stream;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.Problem.Persistence;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * A listener was opened while MPTCP was not available, and still uses TCP although MPTCP
 * is available now.
 */
final class ListenerWithoutMptcp implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		return snapshot.isMptcpAvailable() ? snapshot.listeners()
			.stream()
			.filter(ListenerWithoutMptcp::isWithoutMptcpByChance)
			.map(ListenerWithoutMptcp::advice) : Stream.empty();
	}

	private static boolean isWithoutMptcpByChance(Listener listener) {
		return listener.state().protocol() == Protocol.TCP && listener.state()
			.problems()
			.stream()
			.anyMatch(
					(problem) -> problem.persistence() == Persistence.TEMPORARY && problem.feature() == Feature.MPTCP);
	}

	private static Advice advice(Listener listener) {
		return new Advice(Severity.WARN,
				listener.server() + " listens with plain TCP, because MPTCP was not to be had when it began",
				"Restart the application, MPTCP is there now");
	}

}
