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

package io.github.mptcpspring.socketfactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.Objects;

import javax.net.SocketFactory;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.MptcpSocket;
import io.github.mptcpspring.internal.client.SocketCloser;
import io.github.mptcpspring.internal.process.ProcessSockets;
import org.jspecify.annotations.Nullable;

/**
 * {@link SocketFactory} whose sockets connect with MPTCP, for libraries that take a
 * socket factory: database drivers, message brokers, HTTP clients. Its sockets behave as
 * those of {@link SocketFactory#getDefault()} otherwise.
 *
 * <pre>{@code
 * ClientSettings settings = new ClientSettings(true, OnUnavailable.FALLBACK, false);
 * SocketFactory factory = new MptcpSocketFactory(MptcpSockets.create(), settings,
 *         (problem) -> System.err.println(problem.summary()));
 * Socket socket = factory.createSocket("db.example.com", 5432);
 * }</pre>
 * <p>
 * In a Spring Boot application the first argument is the bean of type
 * {@link MptcpSockets}. For a library that takes an
 * {@link javax.net.ssl.SSLSocketFactory} there is {@link MptcpSslSocketFactory}; a
 * library that starts TLS on sockets of this factory needs no other.
 * <p>
 * A socket uses MPTCP from the moment when it is bound or connected. With
 * {@link OnUnavailable#FAIL} it is closed then if MPTCP is not available, with a
 * {@link io.github.mptcpspring.MptcpUnavailableException}. Fast Open is not used, because
 * many protocols let the server write first, and reported if the settings enable it.
 * <p>
 * A library that creates a factory from the name of this class gets one with sockets and
 * settings of its own: MPTCP if it is available, otherwise TCP and a warning in the log
 * of {@link System.Logger}.
 */
public final class MptcpSocketFactory extends SocketFactory {

	private final ClientSockets sockets;

	/**
	 * Create a new factory that uses MPTCP if it is available, and logs problems. For
	 * libraries that create the factory from its class name.
	 */
	public MptcpSocketFactory() {
		this(MptcpSockets.create(), new ClientSettings(true, OnUnavailable.FALLBACK, false), new SystemLogObserver());
	}

	/**
	 * Create a new factory.
	 * @param sockets the sockets of this process
	 * @param settings the settings of clients
	 * @param observer is notified of the result for each socket
	 */
	public MptcpSocketFactory(MptcpSockets sockets, ClientSettings settings, ProblemObserver observer) {
		this.sockets = new ClientSockets(ProcessSockets.of(sockets), settings, observer);
	}

	/**
	 * Create a new factory, as {@link #MptcpSocketFactory()} does. Libraries call this
	 * method by the name of the class, among them the LDAP client of the JDK. There is no
	 * factory that several callers share.
	 * @return a new factory
	 */
	public static SocketFactory getDefault() {
		return new MptcpSocketFactory();
	}

	@Override
	public Socket createSocket() {
		return this.sockets.settings().isPlain() ? new Socket() : new MptcpSocket(this.sockets);
	}

	/**
	 * Create a socket that is not connected and will connect through a proxy.
	 * @param proxy the proxy
	 * @return the socket
	 * @throws IllegalArgumentException if a socket cannot use this kind of proxy, see
	 * {@link Socket#Socket(Proxy)}
	 */
	public Socket createSocket(Proxy proxy) {
		return this.sockets.settings().isPlain() ? new Socket(proxy) : new MptcpSocket(this.sockets, proxy);
	}

	@Override
	public Socket createSocket(@Nullable String host, int port) throws IOException {
		return connect(address(host, port), null);
	}

	@Override
	public Socket createSocket(@Nullable String host, int port, @Nullable InetAddress localHost, int localPort)
			throws IOException {
		return connect(address(host, port), new InetSocketAddress(localHost, localPort));
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return connect(address(host, port), null);
	}

	@Override
	public Socket createSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
			throws IOException {
		return connect(address(address, port), new InetSocketAddress(localAddress, localPort));
	}

	// The rules of the constructors of Socket
	private static InetSocketAddress address(@Nullable String host, int port) {
		return (host != null) ? new InetSocketAddress(host, port)
				: new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	private static InetSocketAddress address(InetAddress host, int port) {
		return new InetSocketAddress(Objects.requireNonNull(host), port);
	}

	private Socket connect(InetSocketAddress remote, @Nullable InetSocketAddress local) throws IOException {
		Socket socket = createSocket();
		try {
			if (local != null) {
				socket.bind(local);
			}
			socket.connect(remote);
			return socket;
		}
		catch (Throwable failure) {
			SocketCloser.close(socket, failure);
			throw failure;
		}
	}

}
