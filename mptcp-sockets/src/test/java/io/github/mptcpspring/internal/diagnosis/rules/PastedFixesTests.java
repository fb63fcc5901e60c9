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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.client.ProblemRegistry;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.DiagnosticsCollector;
import io.github.mptcpspring.internal.diagnosis.HostReader;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Does what the advice says, on the real kernel: the advice has to be gone afterwards.
 */
@Tag("kernel")
class PastedFixesTests {

	private static final MptcpSettings EVERYTHING = new MptcpSettings(
			new ListenerSettings(true, OnUnavailable.FALLBACK, 256), ListenerSettings.PLAIN,
			new ClientSettings(true, OnUnavailable.FALLBACK, true), Set.of(), Map.of());

	private final ListenerRegistry listeners = new ListenerRegistry();

	private final DiagnosticsCollector collector = new DiagnosticsCollector(EVERYTHING, new ProcessSockets(),
			new ProcessConnections(new Kernel()), new HostReader(new Kernel()), this.listeners, new ProblemRegistry());

	PastedFixesTests() {
		this.listeners.opened(
				new Listener("Tomcat", new InetSocketAddress(8080), new ListenerState(Protocol.MPTCP, 256, List.of())));
	}

	@InNetworkNamespace(sysctl = { "net.mptcp.enabled=0", "net.ipv4.tcp_fastopen=0" }, own = true)
	@Test
	void whoDoesAllThatIsAdvisedIsAdvisedNoMore() throws IOException, InterruptedException {
		assertAdviceEnds(this.collector::collect);
	}

	@InNetworkNamespace(sysctl = { "net.mptcp.enabled=0", "net.ipv4.tcp_fastopen=0" }, own = true)
	@Test
	void soIsWhoMayNotSeeTheAddresses() throws IOException, InterruptedException {
		assertAdviceEnds(() -> this.collector.collect().withAddressesHidden());
	}

	private void assertAdviceEnds(Supplier<DiagnosticSnapshot> snapshot) throws IOException, InterruptedException {
		ExternalProgram.require("sysctl");
		sh("ip mptcp limits set subflows 0");
		sh("ip link add 'path0;id;#' type veth peer name path1 && ip link set 'path0;id;#' up && ip link set path1 up");
		sh("ip address add 192.0.2.1/24 dev 'path0;id;#' && ip address add 2001:db8::1/64 dev path1 nodad");
		await().until(() -> Boolean.FALSE.equals(snapshot.get().host().mptcpEnabled()));
		List<String> problems = new ArrayList<>();
		for (List<Advice> advice = AdviceRules.advise(snapshot.get()); !advice.isEmpty(); advice = AdviceRules
			.advise(snapshot.get())) {
			Advice first = advice.getFirst();
			problems.add(first.problem());
			for (String command : first.commands()) {
				sh(command);
			}
			// The state of the host is read once a second
			await().untilAsserted(() -> assertThat(AdviceRules.advise(snapshot.get())).doesNotContain(first));
		}
		assertThat(problems).hasSize(6)
			.anyMatch((problem) -> problem.contains("net.mptcp.enabled is 0"))
			.anyMatch((problem) -> problem.contains("This host has 2 ways out"))
			.anyMatch((problem) -> problem.contains("subflows is 0"))
			.anyMatch((problem) -> problem.contains("add_addr_accepted is 0"))
			.anyMatch((problem) -> problem.contains("lacks the server bit"))
			.anyMatch((problem) -> problem.contains("lacks the client bit"));
		assertThat(new HostReader(new Kernel()).read().endpoints()).extracting(PathManagerEndpoint::device)
			.containsExactly("path0;id;#", "path1");
	}

	private static void sh(String command) throws IOException, InterruptedException {
		ExternalProgram.run(List.of("sh", "-c", command));
	}

}
