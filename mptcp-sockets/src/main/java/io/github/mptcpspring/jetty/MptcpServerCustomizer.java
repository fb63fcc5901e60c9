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

package io.github.mptcpspring.jetty;

import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import org.eclipse.jetty.server.Server;

/**
 * Lets the connectors of a Jetty {@link Server} listen with MPTCP and Fast Open: those
 * that it has and those that are added later. Connectors behave as before otherwise.
 * <p>
 * Without Spring:
 *
 * <pre>{@code
 * ListenerSettings settings = new ListenerSettings(true, OnUnavailable.FALLBACK, 0);
 * Server server = new Server(8080);
 * new MptcpServerCustomizer(MptcpSockets.create(), settings,
 *         (listener) -> System.out.println(listener.state().protocol()))
 *     .customize(server);
 * server.start();
 * }</pre>
 */
public final class MptcpServerCustomizer {

	private final ListenerSockets sockets;

	/**
	 * Create a new customizer.
	 * @param sockets the sockets of this process
	 * @param settings the settings of listeners
	 * @param observer is notified when a listener is bound and when it is closed
	 */
	public MptcpServerCustomizer(MptcpSockets sockets, ListenerSettings settings, ListenerObserver observer) {
		this.sockets = new ListenerSockets(ProcessSockets.of(sockets), settings, observer);
	}

	/**
	 * Apply the settings to a server. Plain settings change nothing.
	 * @param server the server, which must not be started
	 */
	public void customize(Server server) {
		if (!this.sockets.settings().isPlain()) {
			server.addEventListener(new ServerPreparation(this.sockets));
		}
	}

}
