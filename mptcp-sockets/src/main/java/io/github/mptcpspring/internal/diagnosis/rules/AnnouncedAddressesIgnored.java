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
import io.github.mptcpspring.internal.netlink.PathManagerLimits;

/**
 * Servers announce addresses, and the path manager of this client accepts none, which is
 * the kernel's default.
 */
final class AnnouncedAddressesIgnored implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		PathManagerLimits limits = snapshot.host().limits();
		if (!snapshot.settings().mptcpClient() || !snapshot.host().hasKernelPathManager() || limits == null
				|| limits.addAddrAccepted() > 0 || snapshot.hasSeveralSubflows()) {
			return Stream.empty();
		}
		return Stream.of(new Advice(Severity.WARN,
				"Clients here take up no address that a server announces, the path manager's limit add_addr_accepted is 0",
				KeepOverReboot.limits("Allow it, new connections do so then"),
				"ip mptcp limits set add_addr_accepted 2"));
	}

}
