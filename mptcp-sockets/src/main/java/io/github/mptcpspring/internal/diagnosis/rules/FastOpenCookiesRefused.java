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
 * Clients use cookies that this host does not accept: they were created by another host
 * with the same address and another key, or by this host before its last reboot.
 */
final class FastOpenCookiesRefused implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		MibCounters counters = snapshot.counters();
		long refused = counters.get("TCPFastOpenPassiveFail");
		long all = refused + counters.get("TCPFastOpenPassive");
		// Each client uses a cookie from before a reboot once
		if (!snapshot.hasFastOpenQueue() || refused * 10 <= all) {
			return Stream.empty();
		}
		return Stream.of(new Advice(Severity.WARN,
				"%d of %d SYNs with data came with a cookie that this host did not make, as they do where several servers"
					.formatted(refused, all) + " share an address, and once for each client after a reboot",
				"Give all servers of the address the same key, net.ipv4.tcp_fastopen_key, in a file in /etc/sysctl.d that"
						+ " only root may read"));
	}

}
