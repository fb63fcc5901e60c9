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

import java.util.stream.Stream;

import io.github.mptcpspring.diagnosis.Advice;
import io.github.mptcpspring.diagnosis.AdviceRule;
import io.github.mptcpspring.diagnosis.Findings;
import io.github.mptcpspring.diagnosis.Severity;
import io.github.mptcpspring.socket.Shortcoming;
import io.github.mptcpspring.socket.Unavailable;
import io.github.mptcpspring.socket.Unavailable.Persistence;

/**
 * What listeners and clients were asked for and will never have: the JDK's HTTP client,
 * for example, has no way in.
 */
final class LastingShortcomings implements AdviceRule {

	@Override
	public Stream<Advice> examine(Findings findings) {
		Stream<Advice> listeners = findings.listeners()
			.stream()
			.flatMap((listener) -> listener.state()
				.shortcomings()
				.stream()
				.filter((shortcoming) -> isToBeTold(shortcoming, findings))
				.map((shortcoming) -> advice(listener.server(), shortcoming)));
		Stream<Advice> clients = findings.clientShortcomings()
			.stream()
			.filter((shortcoming) -> isToBeTold(shortcoming, findings))
			.map((shortcoming) -> advice("HTTP clients", shortcoming));
		return Stream.concat(listeners, clients);
	}

	// What is the host's fault is told once, and not for each socket
	private static boolean isToBeTold(Shortcoming shortcoming, Findings findings) {
		boolean hostsFault = findings.availability() instanceof Unavailable unavailable
				&& shortcoming.reason().equals(unavailable.reason());
		return shortcoming.persistence() == Persistence.PERMANENT && !hostsFault;
	}

	private static Advice advice(String whose, Shortcoming shortcoming) {
		return new Advice(Severity.WARN, whose + ": " + shortcoming.problem(), shortcoming.fix(),
				shortcoming.commands());
	}

}
