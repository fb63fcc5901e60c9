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

package io.github.mptcpspring.autoconfigure.mail;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

import io.github.mptcpspring.socketfactory.MptcpSslSocketFactory;
import org.eclipse.angus.mail.util.PropUtil;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * Creates the sockets of one protocol of a mail session that speak TLS from the first
 * byte.
 * <p>
 * It is no {@link SSLSocketFactory}: for these Angus Mail creates a plain socket and
 * layers TLS on it. It also enforces the write timeout, which Angus Mail would do above
 * TLS, and then layer TLS again.
 */
final class MailTlsSocketFactory extends UnconnectedSocketFactory {

	private static final int NONE = -1;

	private final SocketFactory factory;

	private MailTlsSocketFactory(SocketFactory factory) {
		this.factory = factory;
	}

	/**
	 * Create a new factory, and remove the write timeout from the properties.
	 * @param properties the properties of the session
	 * @param prefix what the names of the properties of the protocol start with
	 * @param sockets creates the sockets below TLS
	 * @param tls layers TLS
	 * @return the factory
	 */
	static SocketFactory create(Properties properties, String prefix, MailSocketFactory sockets, SSLSocketFactory tls) {
		int timeout = PropUtil.getIntProperty(properties, prefix + "writetimeout", NONE);
		properties.remove(prefix + "writetimeout");
		return new MailTlsSocketFactory(new MptcpSslSocketFactory(
				(timeout != NONE) ? new WriteTimeout(properties, prefix, sockets, timeout) : sockets, tls));
	}

	@Override
	public Socket createSocket() throws IOException {
		return this.factory.createSocket();
	}

	/**
	 * Creates sockets with a write timeout.
	 */
	private static final class WriteTimeout extends UnconnectedSocketFactory {

		private final Properties properties;

		private final String prefix;

		private final MailSocketFactory sockets;

		private final int timeout;

		private WriteTimeout(Properties properties, String prefix, MailSocketFactory sockets, int timeout) {
			this.properties = properties;
			this.prefix = prefix;
			this.sockets = sockets;
			this.timeout = timeout;
		}

		@Override
		public Socket createSocket() throws IOException {
			ScheduledExecutorService executor = PropUtil.getScheduledExecutorServiceProperty(this.properties,
					this.prefix + "executor.writetimeout");
			Socket socket = this.sockets.createSocket();
			return (executor != null) ? new WriteTimeoutSocket(socket, this.timeout, executor)
					: new WriteTimeoutSocket(socket, this.timeout);
		}

	}

}
