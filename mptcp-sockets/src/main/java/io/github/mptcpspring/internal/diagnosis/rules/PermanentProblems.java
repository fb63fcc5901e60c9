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
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Persistence;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * Listeners or clients have permanent problems, for example the HTTP client of the JDK,
 * whose sockets are not accessible.
 */
final class PermanentProblems implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		Stream<Advice> listeners = snapshot.listeners()
			.stream()
			.flatMap((listener) -> listener.state()
				.problems()
				.stream()
				.filter((problem) -> isToBeTold(problem, snapshot))
				.map((problem) -> advice(nameOf(listener), problem)));
		Stream<Advice> clients = snapshot.clientProblems()
			.stream()
			.filter((client) -> isToBeTold(client.problem(), snapshot))
			.map((client) -> advice(client.client(), client.problem()));
		return Stream.concat(listeners, clients);
	}

	private static String nameOf(Listener listener) {
		return listener.port().map((port) -> listener.server() + " on port " + port).orElse(listener.server());
	}

	// Problems of the host are reported once, not for each socket
	private static boolean isToBeTold(Problem problem, DiagnosticSnapshot snapshot) {
		boolean hostsFault = snapshot.findMptcpProblem()
			.map(Problem::description)
			.filter(problem.description()::equals)
			.isPresent();
		return problem.persistence() == Persistence.PERMANENT && !hostsFault;
	}

	private static Advice advice(String whose, Problem problem) {
		return new Advice(Severity.WARN, whose + ": " + problem.summary(), problem.action(), problem.commands());
	}

}
