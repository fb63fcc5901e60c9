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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * MPTCP is enabled for clients, and some connections do not use it: the application
 * builds their clients itself, or they belong to another library.
 */
final class ClientsWithoutMptcp implements AdviceRule {

	private static final int MOST_PORTS = 10;

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		return snapshot.findConnections()
			.filter((connections) -> snapshot.settings().mptcpClient() && snapshot.isMptcpAvailable())
			.filter((connections) -> !connections.plainClientPorts().isEmpty())
			.map(ClientsWithoutMptcp::advice)
			.stream();
	}

	private static Advice advice(ConnectionSnapshot connections) {
		List<Integer> ports = connections.plainClientPorts();
		String named = ports.stream().limit(MOST_PORTS).map(String::valueOf).collect(Collectors.joining(", "));
		return new Advice(Severity.INFO,
				"Clients here have plain TCP connections that did not ask for MPTCP (%d), to %s %s%s".formatted(
						connections.count(Protocol.TCP, Role.CLIENT), (ports.size() == 1) ? "port" : "ports", named,
						(ports.size() > MOST_PORTS) ? " and more" : ""),
				"Build HTTP clients with Spring Boot's WebClient.Builder or RestClient.Builder in place of WebClient.create()"
						+ " or RestClient.create(), or apply the bean mptcpHttpClientCustomizer to a Reactor Netty HttpClient"
						+ " that is built by hand; databases, brokers and other libraries stay on TCP");
	}

}
