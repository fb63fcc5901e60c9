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

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.Properties;

import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import org.eclipse.angus.mail.util.PropUtil;

/**
 * Creates the sockets of one protocol of a mail session. They connect through the SOCKS
 * proxy of the properties, which Angus Mail ignores if it is given a socket factory.
 */
final class MailSocketFactory extends UnconnectedSocketFactory {

	private static final int SOCKS_PORT = 1080;

	private final Properties properties;

	private final String prefix;

	private final MptcpSocketFactory factory;

	/**
	 * Create a new factory.
	 * @param properties the properties of the session, read for each socket
	 * @param prefix what the names of the properties of the protocol start with
	 * @param factory creates sockets
	 */
	MailSocketFactory(Properties properties, String prefix, MptcpSocketFactory factory) {
		this.properties = properties;
		this.prefix = prefix;
		this.factory = factory;
	}

	@Override
	public Socket createSocket() {
		String socks = this.properties.getProperty(this.prefix + "socks.host");
		return (socks == null || this.properties.getProperty(this.prefix + "proxy.host") != null)
				? this.factory.createSocket() : this.factory.createSocket(proxy(socks));
	}

	// The rules of SocketFetcher
	private Proxy proxy(String hostAndPort) {
		String host = hostAndPort;
		int port = SOCKS_PORT;
		int colon = hostAndPort.indexOf(':');
		if (colon >= 0) {
			host = hostAndPort.substring(0, colon);
			try {
				port = Integer.parseInt(hostAndPort.substring(colon + 1));
			}
			catch (NumberFormatException ex) {
				// The default applies
			}
		}
		port = PropUtil.getIntProperty(this.properties, this.prefix + "socks.port", port);
		return new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(host, port));
	}

}
