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

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * Every MPTCP connection fell back: the peers do not support MPTCP, or a middlebox
 * removes its options.
 */
final class EverythingFallsBack implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		return snapshot.findConnections()
			.filter((connections) -> snapshot.settings().mptcp())
			.filter((connections) -> connections.count(Protocol.MPTCP) == 0 && connections.count(Protocol.FALLBACK) > 0)
			.map((connections) -> new Advice(Severity.WARN,
					"All %d connections that asked for MPTCP fell back to TCP: the peer does not know MPTCP, or a"
						.formatted(connections.count(Protocol.FALLBACK)) + " middlebox strips its options",
					"See whether the peer's answer carries MPTCP, there and here",
					"tcpdump -n 'tcp[tcpflags] & tcp-syn != 0'"))
			.stream();
	}

}
