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

package io.github.mptcpspring.internal.connection;

import io.github.mptcpspring.Protocol;

/**
 * Makes {@link ConnectionSnapshot snapshots} of connections that nobody has opened, on a
 * process that listens on {@link #SERVER_PORT}.
 */
public final class ConnectionSnapshots {

	/** The port of this end of the connections in the role {@link Role#SERVER}. */
	private static final int SERVER_PORT = 8080;

	private static final int CLIENT_PORT = 40000;

	private final FoundSockets found = new FoundSockets();

	private ConnectionSnapshots() {
		this.found.listener(new ListeningSocket(SERVER_PORT, Protocol.MPTCP));
	}

	/**
	 * Begin without any connection.
	 * @return what makes a snapshot
	 */
	public static ConnectionSnapshots none() {
		return new ConnectionSnapshots();
	}

	/**
	 * Add a connection that speaks MPTCP.
	 * @param role its role
	 * @param subflows how many subflows it has
	 * @return this
	 */
	public ConnectionSnapshots mptcp(Role role, int subflows) {
		return add(role, Protocol.MPTCP, subflows);
	}

	/**
	 * Add connections that do not speak MPTCP.
	 * @param role their role
	 * @param protocol what they speak
	 * @param count how many there are
	 * @return this
	 */
	public ConnectionSnapshots others(Role role, Protocol protocol, int count) {
		for (int i = 0; i < count; i++) {
			add(role, protocol, SocketVisitor.NO_SUBFLOWS);
		}
		return this;
	}

	/**
	 * Add plain TCP connections of clients.
	 * @param remotePorts the port that each goes to
	 * @return this
	 */
	public ConnectionSnapshots plainClients(int... remotePorts) {
		for (int remotePort : remotePorts) {
			this.found.connection(100 + this.found.size(), Protocol.TCP, 0, SocketVisitor.NO_SUBFLOWS,
					CLIENT_PORT + this.found.size(), remotePort);
		}
		return this;
	}

	private ConnectionSnapshots add(Role role, Protocol protocol, int subflows) {
		int port = (role == Role.SERVER) ? SERVER_PORT : CLIENT_PORT + this.found.size();
		this.found.connection(100 + this.found.size(), protocol, 0, subflows, port, SocketVisitor.NO_PORT);
		return this;
	}

	/**
	 * Return the snapshot.
	 * @return the snapshot
	 */
	public ConnectionSnapshot snapshot() {
		return new ConnectionSnapshot(this.found);
	}

}
