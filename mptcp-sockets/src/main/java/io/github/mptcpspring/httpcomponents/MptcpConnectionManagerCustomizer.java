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

package io.github.mptcpspring.httpcomponents;

import java.io.UncheckedIOException;
import java.util.function.Consumer;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.process.ProcessSockets;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/**
 * Lets the classic client of HttpComponents connect with MPTCP, to the server or to a
 * proxy. The connection factory and the TLS strategy that the builder has are kept. Fast
 * Open is not used, because the client reports a failed connection only if the connect
 * fails. In a Spring Boot application, connection managers that the application builds
 * itself can be customized with the bean of this type.
 * <p>
 * Without Spring:
 *
 * <pre>{@code
 * ClientSettings settings = new ClientSettings(true, OnUnavailable.FALLBACK, false);
 * PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create();
 * new MptcpConnectionManagerCustomizer(MptcpSockets.create(), settings,
 *         (problem) -> System.err.println(problem.summary()))
 *     .accept(builder);
 * CloseableHttpClient client = HttpClients.custom().setConnectionManager(builder.build()).build();
 * }</pre>
 */
public final class MptcpConnectionManagerCustomizer implements Consumer<PoolingHttpClientConnectionManagerBuilder> {

	private static final Problem UNKNOWN_BUILDER = Problem.permanent(
			"the builder of its connection manager does not have the fields of HttpComponents 5.5 and 5.6",
			"Use the version of HttpComponents that Spring Boot manages");

	private final ClientSockets sockets;

	/**
	 * Create a new customizer.
	 * @param sockets the sockets of this process
	 * @param settings the settings of clients
	 * @param observer is notified of the result for each socket
	 */
	public MptcpConnectionManagerCustomizer(MptcpSockets sockets, ClientSettings settings, ProblemObserver observer) {
		this.sockets = new ClientSockets(ProcessSockets.of(sockets), settings,
				observer.forClient("HttpComponents client"));
	}

	/**
	 * Apply the settings to a connection manager. Plain settings change nothing, and a
	 * builder that has been customized is not changed again.
	 * @param builder the builder of the connection manager. Its connection factory and
	 * its TLS strategy must be set before: later calls replace this customization
	 * @throws UncheckedIOException with a {@link MptcpUnavailableException} as its cause
	 * if MPTCP is required, and the builder is that of an unknown version of
	 * HttpComponents, or the settings include or exclude destinations, which
	 * HttpComponents does not tell when it makes a socket
	 */
	@Override
	public void accept(PoolingHttpClientConnectionManagerBuilder builder) {
		if (this.sockets.settings().isPlain()) {
			return;
		}
		if (this.sockets.settings().isSelective()) {
			this.sockets.leave(ClientSockets.DESTINATION_IS_NOT_KNOWN);
			return;
		}
		BuilderFields fields = BuilderFields.of(builder);
		if (fields == null) {
			this.sockets.leave(UNKNOWN_BUILDER);
		}
		else if (!(fields.connectionFactory() instanceof PreparingConnectionFactory)) {
			customize(builder, fields.connectionFactory(), fields.tlsSocketStrategy());
		}
	}

	private void customize(PoolingHttpClientConnectionManagerBuilder builder,
			HttpConnectionFactory<ManagedHttpClientConnection> connectionFactory, TlsSocketStrategy tlsSocketStrategy) {
		builder.setConnectionFactory(new PreparingConnectionFactory(connectionFactory, this.sockets));
		builder.setTlsSocketStrategy((socket, target, port, attachment, context) -> tlsSocketStrategy
			.upgrade(SocketBelowTls.wrap(socket), target, port, attachment, context));
	}

	/**
	 * Return whether a customizer of this type made a connection factory.
	 * @param connectionFactory the connection factory of a connection manager
	 * @return {@code true} if its connections are prepared
	 */
	public static boolean isApplied(HttpConnectionFactory<?> connectionFactory) {
		return connectionFactory instanceof PreparingConnectionFactory;
	}

}
