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
 * Visitor of the sockets that a {@link SocketScan} finds.
 */
interface SocketVisitor {

	/** The number of subflows is not known, or the connection does not use MPTCP. */
	int NO_SUBFLOWS = -1;

	/** The remote port was not read. */
	int NO_PORT = 0;

	/**
	 * Visit a listener.
	 * @param listener the listener
	 */
	void listener(ListeningSocket listener);

	/**
	 * Visit a connection.
	 * @param descriptor its descriptor
	 * @param protocol its protocol
	 * @param token its token, 0 if it does not use MPTCP
	 * @param subflows the number of subflows or {@link #NO_SUBFLOWS}
	 * @param localPort the local port
	 * @param remotePort the remote port of plain TCP, otherwise {@link #NO_PORT}
	 */
	void connection(int descriptor, Protocol protocol, int token, int subflows, int localPort, int remotePort);

}
