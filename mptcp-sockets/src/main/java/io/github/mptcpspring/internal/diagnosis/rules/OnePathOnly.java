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

import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DeviceKind;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.HostState;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * The host has only one path, and no peer has added another one: every connection has one
 * subflow, like TCP.
 */
final class OnePathOnly implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		HostState host = snapshot.host();
		WaysOut ways = new WaysOut(host);
		if (!snapshot.settings().mptcp() || !snapshot.isMptcpAvailable() || !host.hasKernelPathManager()
				|| host.endpoints() == null || !host.endpoints().isEmpty() || snapshot.hasSeveralSubflows()
				|| ways.count() > 1) {
			return Stream.empty();
		}
		return Stream.of(new Advice(Severity.WARN,
				"This host has no second way out: a connection has one subflow, which brings nothing over TCP, unless the"
						+ " peer has more addresses" + reason(ways),
				"Give this host a second address on a network device of its own, and let the path manager use both"));
	}

	private static String reason(WaysOut ways) {
		String reason = "";
		if (ways.addresses().size() > 1) {
			reason += "; the IPv4 and IPv6 addresses of " + ways.devices(DeviceKind.NETWORK).getFirst()
					+ " share that device";
		}
		List<String> inner = ways.devices(DeviceKind.INNER);
		if (!inner.isEmpty()) {
			reason += "; %s leads to containers or virtual machines only".formatted(String.join(", ", inner));
		}
		List<String> pointToPoint = ways.devices(DeviceKind.POINT_TO_POINT);
		if (!pointToPoint.isEmpty()) {
			reason += "; %s is a way of its own only if it is no tunnel over another device"
				.formatted(String.join(", ", pointToPoint));
		}
		return reason;
	}

}
