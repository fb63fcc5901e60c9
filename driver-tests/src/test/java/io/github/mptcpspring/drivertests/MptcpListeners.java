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

package io.github.mptcpspring.drivertests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

import io.github.mptcpspring.testsupport.MptcpServerSocket;

/**
 * Makes the listeners of servers that are libraries and take a factory.
 */
final class MptcpListeners extends ServerSocketFactory {

	private final SSLContext tls;

	/**
	 * Create a new factory.
	 * @param tls what the listeners speak TLS with, {@code null} for none
	 */
	MptcpListeners(SSLContext tls) {
		this.tls = tls;
	}

	@Override
	public ServerSocket createServerSocket() throws IOException {
		return MptcpServerSocket.unbound(true, this.tls);
	}

	@Override
	public ServerSocket createServerSocket(int port) throws IOException {
		return createServerSocket(port, 50);
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog) throws IOException {
		return createServerSocket(port, backlog, null);
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
		ServerSocket server = createServerSocket();
		server.bind(new InetSocketAddress(address, port), backlog);
		return server;
	}

}
