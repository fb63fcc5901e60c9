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
 * SYNs with MPTCP options were dropped and SYNs without them were answered, so the kernel
 * connects without MPTCP for some time.
 */
final class MptcpBlackhole implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		long blackholes = snapshot.counters().get("Blackhole");
		return (snapshot.settings().mptcpClient() && blackholes > 0) ? Stream.of(new Advice(Severity.WARN,
				"SYNs with MPTCP options were not answered and one without them was: %d times this host has connected"
					.formatted(blackholes)
						+ " without MPTCP for a while. Something on the way drops them, or the server was down or out of"
						+ " reach for some seconds",
				"Find the middlebox on the way; after a mere outage let clients ask for MPTCP again at once, by setting the"
						+ " time for which they do without to what it is",
				"sysctl -w net.mptcp.blackhole_timeout=\"$(sysctl -n net.mptcp.blackhole_timeout)\"")) : Stream.empty();
	}

}
