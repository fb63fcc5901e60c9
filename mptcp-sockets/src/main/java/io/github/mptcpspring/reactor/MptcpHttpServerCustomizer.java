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

package io.github.mptcpspring.reactor;

import java.util.function.UnaryOperator;

import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.internal.netty.ListenerPreparation;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import reactor.netty.http.server.HttpServer;

/**
 * Lets an {@link HttpServer} listen with MPTCP and Fast Open, on the event loops that it
 * has when it binds.
 * <p>
 * Without Spring:
 *
 * <pre>{@code
 * ListenerSettings settings = new ListenerSettings(true, OnUnavailable.FALLBACK, 0);
 * DisposableServer server = new MptcpHttpServerCustomizer(MptcpSockets.create(), settings,
 *         (listener) -> System.out.println(listener.state().protocol()))
 *     .apply(HttpServer.create().port(8080))
 *     .bindNow();
 * }</pre>
 */
public final class MptcpHttpServerCustomizer implements UnaryOperator<HttpServer> {

	private final ListenerSockets sockets;

	/**
	 * Create a new customizer.
	 * @param sockets the sockets of this process
	 * @param settings the settings of listeners
	 * @param observer is notified when a listener is bound and when it is closed
	 */
	public MptcpHttpServerCustomizer(MptcpSockets sockets, ListenerSettings settings, ListenerObserver observer) {
		this.sockets = new ListenerSockets(ProcessSockets.of(sockets), settings, observer);
	}

	/**
	 * Apply the settings to a server.
	 * @param server the server, whose event loops may be set before or after
	 * @return the customized server, or the same if there is nothing to do
	 */
	@Override
	public HttpServer apply(HttpServer server) {
		if (this.sockets.settings().isPlain()) {
			return server;
		}
		return new PreparedHttpServer(server, new ListenerPreparation(this.sockets));
	}

}
