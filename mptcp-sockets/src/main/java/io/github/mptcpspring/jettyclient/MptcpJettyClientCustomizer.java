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

package io.github.mptcpspring.jettyclient;

import java.util.function.Consumer;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.process.ProcessSockets;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ClientConnector;

/**
 * Lets a Jetty {@link HttpClient} connect with MPTCP, whatever its transport: HTTP/1.1,
 * HTTP/2 and TLS, to the server or to a proxy. Unix domain sockets and QUIC are not
 * changed. Fast Open is not used, because Jetty reports a failed connection only if the
 * connect fails. In a Spring Boot application, clients that the application builds itself
 * can be customized with the bean of this type.
 * <p>
 * Without Spring:
 *
 * <pre>{@code
 * ClientSettings settings = new ClientSettings(true, OnUnavailable.FALLBACK, false);
 * HttpClient client = new HttpClient();
 * new MptcpJettyClientCustomizer(MptcpSockets.create(), settings,
 *         (problem) -> System.err.println(problem.summary()))
 *     .accept(client);
 * client.start();
 * }</pre>
 */
public final class MptcpJettyClientCustomizer implements Consumer<HttpClient> {

	private final ClientSockets sockets;

	/**
	 * Create a new customizer.
	 * @param sockets the sockets of this process
	 * @param settings the settings of clients
	 * @param observer is notified of the result for each socket
	 */
	public MptcpJettyClientCustomizer(MptcpSockets sockets, ClientSettings settings, ProblemObserver observer) {
		this.sockets = new ClientSockets(ProcessSockets.of(sockets), settings, observer.forClient("Jetty client"));
	}

	/**
	 * Apply the settings to a client. Plain settings change nothing, and a client that
	 * has been customized is not changed again.
	 * @param client the client, started or not
	 */
	@Override
	public void accept(HttpClient client) {
		if (!this.sockets.settings().isPlain()) {
			client.getContainedBeans(ClientConnector.class)
				.stream()
				.filter((connector) -> !isPrepared(connector))
				.forEach((connector) -> connector.addEventListener(new SocketPreparation(this.sockets)));
		}
	}

	/**
	 * Return whether a customizer of this type has been applied to a client.
	 * @param client the client
	 * @return {@code true} if it has been applied
	 */
	public static boolean isApplied(HttpClient client) {
		return client.getContainedBeans(ClientConnector.class)
			.stream()
			.anyMatch(MptcpJettyClientCustomizer::isPrepared);
	}

	private static boolean isPrepared(ClientConnector connector) {
		return connector.getEventListeners().stream().anyMatch(SocketPreparation.class::isInstance);
	}

}
