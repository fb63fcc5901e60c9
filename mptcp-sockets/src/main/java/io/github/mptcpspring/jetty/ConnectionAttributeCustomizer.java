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

import java.net.InetSocketAddress;

import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.MptcpSockets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Sets the attribute {@value MptcpConnection#ATTRIBUTE} of requests, with the addresses
 * of the socket: not with those that forwarded headers or the PROXY protocol report.
 *
 * @param sockets the sockets of this process
 */
record ConnectionAttributeCustomizer(MptcpSockets sockets) implements HttpConfiguration.Customizer {

	static void addTo(Connector connector, MptcpSockets sockets) {
		for (ConnectionFactory factory : connector.getConnectionFactories()) {
			if (factory instanceof HttpConfiguration.ConnectionFactory http) {
				addTo(http.getHttpConfiguration(), sockets);
			}
		}
	}

	// HTTP/1.1 and HTTP/2 may share it, and a connector may be started again
	private static void addTo(HttpConfiguration configuration, MptcpSockets sockets) {
		if (configuration.getCustomizer(ConnectionAttributeCustomizer.class) == null) {
			configuration.addCustomizer(new ConnectionAttributeCustomizer(sockets));
		}
	}

	@Override
	public Request customize(Request request, HttpFields.Mutable responseHeaders) {
		EndPoint endPoint = socket(request.getConnectionMetaData().getConnection().getEndPoint());
		// A Unix domain socket has no addresses
		if (endPoint.getLocalSocketAddress() instanceof InetSocketAddress local
				&& endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote) {
			request.setAttribute(MptcpConnection.ATTRIBUTE, this.sockets.connection(local, remote));
		}
		return request;
	}

	private static EndPoint socket(EndPoint endPoint) {
		return (endPoint instanceof EndPoint.Wrapper wrapper) ? socket(wrapper.unwrap()) : endPoint;
	}

}
