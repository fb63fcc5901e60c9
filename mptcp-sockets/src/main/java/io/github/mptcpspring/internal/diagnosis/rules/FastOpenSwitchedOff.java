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

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.Severity;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;

/**
 * A sysctl of the host disables Fast Open for servers or clients.
 */
final class FastOpenSwitchedOff implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		FastOpenSysctl sysctl = snapshot.host().fastOpen();
		if (sysctl == null) {
			return Stream.empty();
		}
		Stream<Problem> server = snapshot.hasFastOpenQueue() ? sysctl.findMissingServerBit().stream() : Stream.empty();
		Stream<Problem> client = snapshot.settings().client().fastOpen() ? sysctl.findMissingClientBit().stream()
				: Stream.empty();
		return Stream.concat(server, client)
			.map((problem) -> new Advice(Severity.WARN, problem.summary(), KeepOverReboot.sysctl(problem),
					problem.commands()));
	}

}
