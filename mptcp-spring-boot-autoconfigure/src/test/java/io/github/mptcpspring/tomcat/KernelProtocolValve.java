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

package io.github.mptcpspring.tomcat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.NoSuchElementException;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.boot.Exchange;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells the client what the kernel says, at the server's end, of the connection that the
 * request came over.
 */
class KernelProtocolValve extends ValveBase {

	KernelProtocolValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (request.getConnector().getProperty("unixDomainSocketPath") == null) {
			InetSocketAddress local = new InetSocketAddress(request.getLocalAddr(), request.getLocalPort());
			InetSocketAddress remote = new InetSocketAddress(request.getRemoteAddr(), request.getRemotePort());
			response.setHeader(Exchange.AT_SERVER, KernelSockets.connection(local, remote).name());
			describeClient(remote, local, response);
		}
		getNext().invoke(request, response);
	}

	private static void describeClient(InetSocketAddress client, InetSocketAddress server, Response response) {
		try {
			response.setHeader(Exchange.AT_CLIENT, KernelSockets.connection(client, server).name());
		}
		catch (NoSuchElementException ex) {
			// The client is another process
		}
	}

}
