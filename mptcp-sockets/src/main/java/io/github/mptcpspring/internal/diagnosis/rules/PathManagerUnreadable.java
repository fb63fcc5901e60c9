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
import io.github.mptcpspring.internal.diagnosis.HostState;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * The path manager of the kernel is active and this process may not read it: no other
 * rule can determine whether a second path is used.
 */
final class PathManagerUnreadable implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		HostState host = snapshot.host();
		if (!snapshot.settings().mptcp() || !snapshot.isMptcpAvailable() || !host.hasKernelPathManager()
				|| (host.limits() != null && host.endpoints() != null)) {
			return Stream.empty();
		}
		return Stream.of(new Advice(Severity.WARN,
				"This process may not ask the kernel for the limits and endpoints of its path manager, so that nothing here"
						+ " tells whether a second path is used: netlink sockets are forbidden to it",
				"Add AF_NETLINK to RestrictAddressFamilies= of its systemd unit or allow it in its seccomp profile, or look"
						+ " at them yourself",
				"ip mptcp limits show", "ip mptcp endpoint show"));
	}

}
