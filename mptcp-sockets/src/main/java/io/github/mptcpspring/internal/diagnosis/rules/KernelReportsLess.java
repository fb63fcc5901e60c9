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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.connection.KernelCapabilities;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * The kernel is too old to report everything that the endpoint shows.
 */
final class KernelReportsLess implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		KernelCapabilities reporting = snapshot.reporting();
		if (!snapshot.settings().mptcp() || reporting == null) {
			return Stream.empty();
		}
		List<String> missing = new ArrayList<>();
		if (!reporting.bytes()) {
			missing.add("bytes of MPTCP connections (Linux 6.5)");
		}
		if (!reporting.paths()) {
			missing.add("their paths (Linux 6.5)");
		}
		if (!reporting.subflowTotals()) {
			missing.add("whether their first subflow is still there (Linux 6.8)");
		}
		return missing.isEmpty() ? Stream.empty()
				: Stream.of(new Advice(Severity.INFO,
						"Linux " + snapshot.host().kernel() + " does not report " + String.join(", ", missing),
						"To see it, run on Linux 6.8 or newer"));
	}

}
