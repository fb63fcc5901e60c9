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

package io.github.mptcpspring.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.NetworkNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpHealthIndicator}.
 */
@Tag("server")
class MptcpHealthIndicatorTests {

	private static final ListenerSettings PLAIN = ListenerSettings.PLAIN;

	private static final ClientSettings PLAIN_CLIENT = client(false, OnUnavailable.FALLBACK);

	private static final MptcpSettings FALLBACK = new MptcpSettings(listener(true, OnUnavailable.FALLBACK),
			listener(true, OnUnavailable.FALLBACK), client(true, OnUnavailable.FALLBACK), Set.of(), Map.of());

	private static final MptcpSettings SERVER = new MptcpSettings(listener(true, OnUnavailable.FAIL), PLAIN,
			PLAIN_CLIENT, Set.of(), Map.of());

	private static final MptcpSettings MANAGEMENT = new MptcpSettings(PLAIN, listener(true, OnUnavailable.FAIL),
			PLAIN_CLIENT, Set.of(), Map.of());

	private static final MptcpSettings CLIENT = new MptcpSettings(PLAIN, PLAIN, client(true, OnUnavailable.FAIL),
			Set.of(), Map.of());

	private static final MptcpSettings OFF = new MptcpSettings(listener(false, OnUnavailable.FAIL),
			listener(false, OnUnavailable.FAIL), client(false, OnUnavailable.FAIL), Set.of(), Map.of());

	@MptcpRequired
	@Test
	void upWhereMptcpCanBeHad() {
		assertThat(health(FALLBACK))
			.isEqualTo(Health.up().withDetail("required", false).withDetail("available", true).build());
		assertThat(health(SERVER))
			.isEqualTo(Health.up().withDetail("required", true).withDetail("available", true).build());
	}

	@InNetworkNamespace(sysctl = "net.mptcp.enabled=0")
	@Test
	void whereNewSocketsCannotHaveItClientsThatRequireItAreDown() {
		Map<String, Object> details = Map.of("required", true, "available", false, "reason",
				"MPTCP is switched off in this network namespace, net.mptcp.enabled is 0", "fix", "Switch it on",
				"commands", List.of("sysctl -w net.mptcp.enabled=1"));
		assertThat(health(CLIENT)).isEqualTo(Health.down().withDetails(details).build());
		assertThat(health(FALLBACK).getStatus()).isEqualTo(Status.UP);
		assertThat(health(FALLBACK).getDetails()).containsEntry("available", false)
			.containsEntry("required", false)
			.containsKeys("reason", "fix", "commands");
		assertThat(health(OFF).getStatus()).isEqualTo(Status.UP);
	}

	@InNetworkNamespace(sysctl = "net.mptcp.enabled=0")
	@Test
	void whereNewSocketsCannotHaveItServersThatListenAreUp() {
		Listener listener = listener(new ListenerState(Protocol.MPTCP, 0, List.of()));
		for (MptcpSettings settings : List.of(SERVER, MANAGEMENT)) {
			Health health = health(settings, listener);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("required", true)
				.containsEntry("available", false)
				.containsKeys("reason", "fix", "commands")
				.doesNotContainKey("listenersWithoutMptcp");
		}
	}

	@MptcpRequired
	@Test
	void serversAreJudgedByTheirListeners() {
		Listener mptcp = listener(new ListenerState(Protocol.MPTCP, 0, List.of()));
		Listener tcp = listener(new ListenerState(Protocol.TCP, 0,
				List.of(Problem.permanent("the starter has no way in", "Use Tomcat").of(Feature.MPTCP))));
		Health down = health(SERVER, mptcp, tcp);
		assertThat(down.getStatus()).isEqualTo(Status.DOWN);
		assertThat(down.getDetails()).containsEntry("listenersWithoutMptcp", List.of("Jetty on port 8080"));
		Health up = health(FALLBACK, mptcp, tcp);
		assertThat(up.getStatus()).isEqualTo(Status.UP);
		assertThat(up.getDetails()).containsEntry("listenersWithoutMptcp", List.of("Jetty on port 8080"));
		assertThat(health(CLIENT, tcp).getStatus()).isEqualTo(Status.UP);
	}

	@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
	@Test
	void followsTheHost() throws IOException {
		MptcpHealthIndicator indicator = new MptcpHealthIndicator(CLIENT, MptcpSockets.create(),
				new ListenerRegistry());
		assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
		NetworkNamespace.setSysctl("net.mptcp.enabled", "0");
		assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
		NetworkNamespace.setSysctl("net.mptcp.enabled", "1");
		assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@MptcpRequired
	@Test
	void withoutAnyDescriptorItIsNotMptcpThatIsMissing() throws Exception {
		ExternalProgram.require("prlimit");
		List<String> command = new ArrayList<>(List.of("prlimit", "--nofile=512"));
		command.addAll(ForkedJvm.command());
		command.add(DescriptorsExhausted.class.getName());
		ForkedJvm jvm = ForkedJvm.run(command);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains("With descriptors: UP", "Without: UP {", "EMFILE");
	}

	private static Health health(MptcpSettings settings, Listener... listeners) {
		ListenerRegistry registry = new ListenerRegistry();
		List.of(listeners).forEach(registry::opened);
		return new MptcpHealthIndicator(settings, MptcpSockets.create(), registry).health();
	}

	private static Listener listener(ListenerState state) {
		return new Listener((state.protocol() == Protocol.MPTCP) ? "Tomcat" : "Jetty", new InetSocketAddress(8080),
				state);
	}

	private static ListenerSettings listener(boolean mptcp, OnUnavailable onUnavailable) {
		return new ListenerSettings(mptcp, onUnavailable, 0);
	}

	private static ClientSettings client(boolean mptcp, OnUnavailable onUnavailable) {
		return new ClientSettings(mptcp, onUnavailable, false);
	}

	/**
	 * An application whose clients require MPTCP, in a process without a descriptor.
	 */
	static class DescriptorsExhausted {

		static void main(String[] args) throws ClassNotFoundException {
			// Later there is no descriptor to read them from their files
			for (String name : List.of("internal.linux.Errno", "internal.descriptor.SocketProblems", "Problem$Feature",
					"Problem$Persistence")) {
				Class.forName("io.github.mptcpspring." + name);
			}
			MptcpHealthIndicator indicator = new MptcpHealthIndicator(CLIENT, MptcpSockets.create(),
					new ListenerRegistry());
			System.out.println("With descriptors: " + indicator.health().getStatus());
			List<InputStream> open = new ArrayList<>();
			try {
				while (true) {
					open.add(Files.newInputStream(Path.of("/dev/null")));
				}
			}
			catch (IOException ex) {
				Health health = indicator.health();
				System.out.println("Without: " + health.getStatus() + " " + health.getDetails());
			}
		}

	}

}
