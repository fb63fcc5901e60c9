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
 * Servers do not accept the data in the SYN of clients, or do not receive it. With the
 * default of {@code net.ipv4.tcp_fastopen_blackhole_timeout_sec}, 0, the kernel never
 * counts that as a blackhole.
 */
final class FastOpenDataRefused implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		MibCounters counters = snapshot.counters();
		long failed = counters.get("TCPFastOpenActiveFail");
		long all = failed + counters.get("TCPFastOpenActive");
		// A restarted server causes a few, and so does a refused connection
		if (!snapshot.settings().client().fastOpen() || failed * 10 <= all) {
			return Stream.empty();
		}
		return Stream.of(new Advice(Severity.WARN,
				"%d of %d SYNs with data were not taken with their data: something on the way drops them, which costs a"
					.formatted(failed, all)
						+ " second each, or the server's port has no Fast Open though another port of its address gave a"
						+ " cookie, or the server's key is another one now, or the connection was refused"
						+ (snapshot.settings().client().mptcp() ? "; such a connection does without MPTCP" : ""),
				"Find the middlebox on the way, or give the port Fast Open too, or do without it here (tfo.connect=false)"));
	}

}
