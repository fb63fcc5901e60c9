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

package io.github.mptcpspring.internal.diagnosis;

import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.client.ClientProblem;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.KernelCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * The state of the application and the host at one moment, the input of all advice.
 *
 * @param settings the settings of the application
 * @param mptcpProblem why MPTCP is not available, {@code null} if it is
 * @param reporting what the kernel reports of MPTCP connections, {@code null} if it
 * cannot be called
 * @param host the state of the host
 * @param counters the counters of the host
 * @param listeners the listeners of this process
 * @param clientProblems the permanent problems of clients
 * @param connections the connections of this process, {@code null} if they cannot be read
 */
public record DiagnosticSnapshot(MptcpSettings settings, @Nullable Problem mptcpProblem,
		@Nullable KernelCapabilities reporting, HostState host, MibCounters counters, List<Listener> listeners,
		List<ClientProblem> clientProblems, @Nullable ConnectionSnapshot connections) {

	/**
	 * Create a new snapshot.
	 */
	public DiagnosticSnapshot {
		listeners = List.copyOf(listeners);
		clientProblems = List.copyOf(clientProblems);
	}

	/**
	 * Return why MPTCP is not available.
	 * @return the problem, or empty if MPTCP is available
	 */
	public Optional<Problem> findMptcpProblem() {
		return Optional.ofNullable(this.mptcpProblem);
	}

	/**
	 * Return whether MPTCP is available.
	 * @return {@code true} if there is no problem
	 */
	public boolean isMptcpAvailable() {
		return this.mptcpProblem == null;
	}

	/**
	 * Return the connections of this process.
	 * @return the connections, or empty if they cannot be read
	 */
	public Optional<ConnectionSnapshot> findConnections() {
		return Optional.ofNullable(this.connections);
	}

	/**
	 * Hide the addresses of the host in advice.
	 * @return a copy of this snapshot without addresses
	 */
	public DiagnosticSnapshot withAddressesHidden() {
		return new DiagnosticSnapshot(this.settings, this.mptcpProblem, this.reporting, this.host.withAddressesHidden(),
				this.counters, this.listeners, this.clientProblems, this.connections);
	}

	/**
	 * Return whether a connection uses more than one path.
	 * @return {@code true} if at least one connection has several subflows
	 */
	public boolean hasSeveralSubflows() {
		return this.connections != null
				&& this.connections.connectionsBySubflows().keySet().stream().anyMatch((subflows) -> subflows > 1);
	}

	/**
	 * Return whether a listener has the Fast Open queue that is enabled. An MPTCP
	 * listener has none unless {@code tfo.with-mptcp} is enabled.
	 * @return {@code true} if at least one listener has a queue
	 */
	public boolean hasFastOpenQueue() {
		return this.settings.fastOpenServer()
				&& this.listeners.stream().anyMatch((listener) -> listener.state().fastOpenQueueLength() > 0);
	}

}
