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

import io.github.mptcpspring.internal.client.ProblemRegistry;
import io.github.mptcpspring.internal.connection.KernelCapabilities;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerRegistry;

/**
 * Collects the state of the application and the host.
 */
public final class DiagnosticsCollector {

	private final MptcpSettings settings;

	private final ProcessSockets sockets;

	private final ProcessConnections connections;

	private final HostReader host;

	private final ListenerRegistry listeners;

	private final ProblemRegistry clientProblems;

	/**
	 * Create a new instance. Nothing is read yet.
	 * @param settings the settings of the application
	 * @param sockets the sockets of this process
	 * @param connections the connections of this process
	 * @param host reads the state of the host
	 * @param listeners the listeners of the application
	 * @param clientProblems the problems of its clients
	 */
	public DiagnosticsCollector(MptcpSettings settings, ProcessSockets sockets, ProcessConnections connections,
			HostReader host, ListenerRegistry listeners, ProblemRegistry clientProblems) {
		this.settings = settings;
		this.sockets = sockets;
		this.connections = connections;
		this.host = host;
		this.listeners = listeners;
		this.clientProblems = clientProblems;
	}

	/**
	 * Collect the current state. The first call loads native code on Linux.
	 * @return the snapshot
	 */
	public DiagnosticSnapshot collect() {
		return new DiagnosticSnapshot(this.settings, this.sockets.probe().orElse(null),
				this.sockets.kernel().calls().flatMap(KernelCapabilities::probe).orElse(null), this.host.read(),
				MibCounters.read(), this.listeners.listeners(), this.clientProblems.problems(),
				this.connections.snapshot().orElse(null));
	}

}
