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

import java.io.IOException;
import java.net.Socket;

import io.github.mptcpspring.internal.client.ClientSockets;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connection factory whose connections prepare their sockets.
 */
final class PreparingConnectionFactory implements HttpConnectionFactory<ManagedHttpClientConnection> {

	private final HttpConnectionFactory<ManagedHttpClientConnection> delegate;

	private final ClientSockets sockets;

	/**
	 * Create a new factory.
	 * @param delegate creates the connections
	 * @param sockets the kit for clients
	 */
	PreparingConnectionFactory(HttpConnectionFactory<ManagedHttpClientConnection> delegate, ClientSockets sockets) {
		this.delegate = delegate;
		this.sockets = sockets;
	}

	@Override
	public ManagedHttpClientConnection createConnection(@Nullable Socket socket) throws IOException {
		return new PreparingConnection(this.delegate.createConnection(socket), this.sockets);
	}

}
