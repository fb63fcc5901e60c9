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
import java.net.SocketAddress;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Identifiable;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Connection that applies the settings to its socket, which it is given right after it
 * has been created. It forwards all calls to another connection.
 */
final class PreparingConnection implements ManagedHttpClientConnection, Identifiable {

	private static final Problem FAILURES_ARE_FOUND_TOO_LATE = Problem.permanent(
			"HttpComponents takes a connection for established then, and neither reports that it was refused or timed "
					+ "out nor tries another address",
			"Choose Reactor Netty for clients with Fast Open");

	private static final Problem BOUND = Problem.permanent(
			"HttpComponents binds its sockets to the local address of their route before they can be reached",
			"Do not set a local address");

	private final ManagedHttpClientConnection delegate;

	private final ClientSockets sockets;

	/**
	 * Create a new connection.
	 * @param delegate the connection that does the work
	 * @param sockets the kit for clients
	 */
	PreparingConnection(ManagedHttpClientConnection delegate, ClientSockets sockets) {
		this.delegate = delegate;
		this.sockets = sockets;
	}

	@Override
	public void bind(Socket socket) throws IOException {
		// It is given again once it has connected. A Unix domain socket has a class of
		// its own
		if (!socket.isConnected() && socket.getClass() == Socket.class) {
			prepare(socket);
		}
		this.delegate.bind(socket);
	}

	private void prepare(Socket socket) throws MptcpUnavailableException {
		this.sockets.prepareWithoutFastOpen(() -> find(socket), null, FAILURES_ARE_FOUND_TOO_LATE);
	}

	private DescriptorLookup find(Socket socket) {
		return socket.isBound() ? new NotFound(BOUND) : this.sockets.descriptors().find(socket);
	}

	@Override
	public void bind(SSLSocket sslSocket, Socket socket) throws IOException {
		this.delegate.bind(sslSocket, socket);
	}

	@Override
	public String getId() {
		return (this.delegate instanceof Identifiable identifiable) ? identifiable.getId() : this.delegate.toString();
	}

	@Override
	public @Nullable Socket getSocket() {
		return this.delegate.getSocket();
	}

	@Override
	public @Nullable SSLSession getSSLSession() {
		return this.delegate.getSSLSession();
	}

	@Override
	public void passivate() {
		this.delegate.passivate();
	}

	@Override
	public void activate() {
		this.delegate.activate();
	}

	@Override
	public boolean isConsistent() {
		return this.delegate.isConsistent();
	}

	@Override
	public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
		this.delegate.sendRequestHeader(request);
	}

	@Override
	public void terminateRequest(ClassicHttpRequest request) throws HttpException, IOException {
		this.delegate.terminateRequest(request);
	}

	@Override
	public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
		this.delegate.sendRequestEntity(request);
	}

	@Override
	public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
		return this.delegate.receiveResponseHeader();
	}

	@Override
	public void receiveResponseEntity(ClassicHttpResponse response) throws HttpException, IOException {
		this.delegate.receiveResponseEntity(response);
	}

	@Override
	public boolean isDataAvailable(Timeout timeout) throws IOException {
		return this.delegate.isDataAvailable(timeout);
	}

	@Override
	public boolean isStale() throws IOException {
		return this.delegate.isStale();
	}

	@Override
	public void flush() throws IOException {
		this.delegate.flush();
	}

	@Override
	public void close() throws IOException {
		this.delegate.close();
	}

	@Override
	public void close(CloseMode closeMode) {
		this.delegate.close(closeMode);
	}

	@Override
	public @Nullable EndpointDetails getEndpointDetails() {
		return this.delegate.getEndpointDetails();
	}

	@Override
	public @Nullable SocketAddress getLocalAddress() {
		return this.delegate.getLocalAddress();
	}

	@Override
	public @Nullable SocketAddress getRemoteAddress() {
		return this.delegate.getRemoteAddress();
	}

	@Override
	public @Nullable ProtocolVersion getProtocolVersion() {
		return this.delegate.getProtocolVersion();
	}

	@Override
	public boolean isOpen() {
		return this.delegate.isOpen();
	}

	@Override
	public Timeout getSocketTimeout() {
		return this.delegate.getSocketTimeout();
	}

	@Override
	public void setSocketTimeout(Timeout timeout) {
		this.delegate.setSocketTimeout(timeout);
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

}
