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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

import io.github.mptcpspring.internal.client.SocketCloser;
import org.jspecify.annotations.Nullable;

/**
 * {@link SSLSocketFactory} that layers TLS on the sockets of a {@link SocketFactory},
 * most often an {@link MptcpSocketFactory}. Its sockets behave as those of the
 * {@link SSLSocketFactory} that it is given otherwise.
 *
 * <pre>{@code
 * SSLSocketFactory factory = new MptcpSslSocketFactory(new MptcpSocketFactory(sockets, settings, observer),
 *         sslContext.getSocketFactory());
 * }</pre>
 * <p>
 * TLS is always layered, because the JDK's own TLS sockets may never end to close if they
 * use MPTCP: Linux says that one byte is available at the end of the input, where TCP
 * says none. The sockets of {@link MptcpSocketFactory} do not repeat that. So a socket
 * that is passed to one of the methods that layer TLS should be one of them, and not one
 * that was given to {@link io.github.mptcpspring.MptcpSockets#swap(Socket)}.
 */
public final class MptcpSslSocketFactory extends SSLSocketFactory {

	private final SocketFactory sockets;

	private final SSLSocketFactory tls;

	/**
	 * Create a new factory that uses {@link MptcpSocketFactory#MptcpSocketFactory()} and
	 * {@link SSLSocketFactory#getDefault()}. For libraries that create the factory from
	 * its class name.
	 */
	public MptcpSslSocketFactory() {
		this(new MptcpSocketFactory(), (SSLSocketFactory) SSLSocketFactory.getDefault());
	}

	/**
	 * Create a new factory.
	 * @param sockets creates the sockets
	 * @param tls layers TLS on them
	 */
	public MptcpSslSocketFactory(SocketFactory sockets, SSLSocketFactory tls) {
		this.sockets = sockets;
		this.tls = tls;
	}

	/**
	 * Create a new factory, as {@link #MptcpSslSocketFactory()} does. Libraries call this
	 * method by the name of the class, among them the LDAP client of the JDK.
	 * @return a new factory
	 */
	public static SocketFactory getDefault() {
		return new MptcpSslSocketFactory();
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return this.tls.getDefaultCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.tls.getSupportedCipherSuites();
	}

	@Override
	public Socket createSocket() throws IOException {
		return new DeferredSslSocket(this.sockets.createSocket(), this.tls);
	}

	@Override
	public Socket createSocket(@Nullable String host, int port) throws IOException {
		return layer(this.sockets.createSocket(host, port), host, port);
	}

	@Override
	public Socket createSocket(@Nullable String host, int port, @Nullable InetAddress localHost, int localPort)
			throws IOException {
		return layer(this.sockets.createSocket(host, port, localHost, localPort), host, port);
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return layer(this.sockets.createSocket(host, port), null, port);
	}

	@Override
	public Socket createSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
			throws IOException {
		return layer(this.sockets.createSocket(address, port, localAddress, localPort), null, port);
	}

	@Override
	public Socket createSocket(Socket socket, @Nullable String host, int port, boolean autoClose) throws IOException {
		return this.tls.createSocket(socket, host, port, autoClose);
	}

	@Override
	public Socket createSocket(Socket socket, @Nullable InputStream consumed, boolean autoClose) throws IOException {
		return this.tls.createSocket(socket, consumed, autoClose);
	}

	// Without a name TLS takes that of the address
	private Socket layer(Socket socket, @Nullable String host, int port) throws IOException {
		try {
			return this.tls.createSocket(socket, host, port, true);
		}
		catch (Throwable failure) {
			SocketCloser.close(socket, failure);
			throw failure;
		}
	}

}
