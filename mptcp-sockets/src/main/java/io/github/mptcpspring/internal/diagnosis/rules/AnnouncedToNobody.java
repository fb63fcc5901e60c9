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
import io.github.mptcpspring.internal.diagnosis.MibCounters;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * This host announces its addresses, and no client has opened another subflow: the hosts
 * of the clients do not accept announced addresses, which is the kernel's default.
 */
final class AnnouncedToNobody implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		MibCounters counters = snapshot.counters();
		// Older kernels (for example 6.1) count only addresses that clients confirm
		long announced = counters.find("AddAddrTx").orElseGet(() -> counters.get("EchoAdd"));
		if (!snapshot.settings().mptcpServer() || announced == 0 || counters.get("MPJoinSynRx") > 0
				|| snapshot.hasSeveralSubflows()) {
			return Stream.empty();
		}
		return Stream.of(new Advice(Severity.WARN,
				"This host has announced %d addresses to clients, and no client has joined with a further subflow"
					.formatted(announced),
				KeepOverReboot.limits("On the client's host: let its path manager take up announced addresses, which"
						+ " new connections then do (Linux; what other clients need, they know)"),
				"ip mptcp limits set subflows 2 add_addr_accepted 2"));
	}

}
