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
 * Subflows arrive for connections of another host. This happens behind a layer 4 load
 * balancer if clients may open subflows to the address that they are connected to (RFC
 * 8684 section 3.1, flag C).
 */
final class JoinsAtWrongHost implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		long strays = snapshot.counters().get("MPJoinNoTokenFound");
		if (!snapshot.settings().mptcpServer() || strays == 0
				|| !Boolean.TRUE.equals(snapshot.host().joinsInitialAddress())) {
			return Stream.empty();
		}
		return Stream.of(new Advice(Severity.WARN,
				"%d subflows have come for connections that this host does not have, as they do behind a load balancer"
					.formatted(strays) + " of layer 4",
				KeepOverReboot
					.sysctl("Announce an address of this host's own, and forbid subflows to the load balancer's"),
				"sysctl -w net.mptcp.allow_join_initial_addr_port=0"));
	}

}
