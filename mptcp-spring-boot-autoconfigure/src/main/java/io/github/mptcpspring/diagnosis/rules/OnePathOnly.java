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

package io.github.mptcpspring.diagnosis.rules;

import java.util.stream.Stream;

import io.github.mptcpspring.diagnosis.Advice;
import io.github.mptcpspring.diagnosis.AdviceRule;
import io.github.mptcpspring.diagnosis.Findings;
import io.github.mptcpspring.diagnosis.HostState;
import io.github.mptcpspring.diagnosis.Severity;
import io.github.mptcpspring.diagnosis.Wishes;
import io.github.mptcpspring.socket.Available;

/**
 * The path manager has no endpoint to make or announce subflows with, and no peer has
 * brought any: every connection has one subflow, which is no better than TCP.
 */
final class OnePathOnly implements AdviceRule {

	@Override
	public Stream<Advice> examine(Findings findings) {
		HostState host = findings.host();
		if (!findings.wishes().mptcp() || !(findings.availability() instanceof Available)
				|| !host.hasKernelPathManager() || host.endpoints() == null || !host.endpoints().isEmpty()
				|| findings.hasSeveralSubflows()) {
			return Stream.empty();
		}
		return Stream.of((host.addresses().size() > 1) ? severalAddresses(findings) : oneAddress());
	}

	private static Advice oneAddress() {
		return new Advice(Severity.WARN,
				"This host has no second address and its path manager no endpoint: a connection has one subflow, which"
						+ " brings nothing over TCP, unless the peer has more addresses",
				"Give this host a second address on another path, and let the path manager use it");
	}

	private static Advice severalAddresses(Findings findings) {
		return new Advice(Severity.WARN,
				"This host has %d addresses, but its path manager has no endpoint: a connection has one subflow, which"
					.formatted(findings.host().addresses().size()) + " brings nothing over TCP",
				"Let the path manager use those that lead to peers",
				findings.host()
					.addresses()
					.stream()
					.map((address) -> command(address.address(), address.device(), findings.wishes()))
					.toList());
	}

	// Servers announce addresses, clients make subflows from them (RFC 8684 section 3.4)
	private static String command(String address, String device, Wishes wishes) {
		String use = (wishes.mptcpServer() ? " signal" : "") + (wishes.client().mptcp() ? " subflow" : "");
		return "ip mptcp endpoint add " + address + " dev " + device + use;
	}

}
