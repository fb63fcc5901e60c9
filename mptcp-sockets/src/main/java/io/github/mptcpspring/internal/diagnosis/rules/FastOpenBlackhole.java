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

import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * SYNs with data are dropped in the network.
 */
final class FastOpenBlackhole implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		long blackholes = snapshot.counters().get("TCPFastOpenBlackhole");
		return (snapshot.settings().client().fastOpen() && blackholes > 0) ? Stream.of(new Advice(Severity.WARN,
				"Something on the way drops SYNs with data: %d times this host has stopped Fast Open for a while"
					.formatted(blackholes),
				"Find the middlebox on the way, or do without Fast Open (tfo.connect=false)")) : Stream.empty();
	}

}
