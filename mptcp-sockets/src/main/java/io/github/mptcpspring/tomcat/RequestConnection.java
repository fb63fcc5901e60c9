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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.ConnectionPath;
import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.MptcpSockets;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;

/**
 * The connection of a request. The addresses are taken from the request when it arrives,
 * because Tomcat uses a request again, and are only parsed when they are needed.
 */
final class RequestConnection implements MptcpConnection {

	private final MptcpSockets sockets;

	private final String localAddress;

	private final int localPort;

	private final String remoteAddress;

	private final int remotePort;

	private RequestConnection(MptcpSockets sockets, Request request) {
		this.sockets = sockets;
		this.localAddress = request.localAddr().toString();
		this.localPort = request.getLocalPort();
		this.remoteAddress = request.remoteAddr().toString();
		this.remotePort = request.getRemotePort();
	}

	/**
	 * Set the attribute of a request that nobody has changed yet.
	 * @param request the request
	 * @param sockets the sockets of this process
	 */
	static void set(Request request, MptcpSockets sockets) {
		request.action(ActionCode.REQ_LOCAL_ADDR_ATTRIBUTE, request);
		request.action(ActionCode.REQ_LOCALPORT_ATTRIBUTE, request);
		request.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, request);
		request.action(ActionCode.REQ_REMOTEPORT_ATTRIBUTE, request);
		// A Unix domain socket has no addresses
		if (request.getLocalPort() > 0 && request.getRemotePort() > 0) {
			request.setAttribute(ATTRIBUTE, new RequestConnection(sockets, request));
		}
	}

	@Override
	public InetSocketAddress local() {
		return new InetSocketAddress(InetAddress.ofLiteral(this.localAddress), this.localPort);
	}

	@Override
	public InetSocketAddress remote() {
		return new InetSocketAddress(InetAddress.ofLiteral(this.remoteAddress), this.remotePort);
	}

	@Override
	public Optional<ConnectionState> state() {
		return connection().state();
	}

	@Override
	public List<ConnectionPath> paths() {
		return connection().paths();
	}

	@Override
	public String toString() {
		return connection().toString();
	}

	private MptcpConnection connection() {
		return this.sockets.connection(local(), remote());
	}

}
