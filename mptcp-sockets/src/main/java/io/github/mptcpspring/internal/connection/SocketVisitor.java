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
 * Is told what a {@link SocketScan} finds.
 */
interface SocketVisitor {

	/** The number of subflows is not known, or there are none because it is not MPTCP. */
	int NO_SUBFLOWS = -1;

	/** The port of the other end was not asked for. */
	int NO_PORT = 0;

	/**
	 * A listener.
	 * @param listener the listener
	 */
	void listener(ListeningSocket listener);

	/**
	 * A connection.
	 * @param descriptor its descriptor
	 * @param protocol what it speaks
	 * @param token its token, 0 when it is not MPTCP
	 * @param subflows how many subflows it has or {@link #NO_SUBFLOWS}
	 * @param localPort the port of this end
	 * @param remotePort the port of the other end of plain TCP, else {@link #NO_PORT}
	 */
	void connection(int descriptor, Protocol protocol, int token, int subflows, int localPort, int remotePort);

}
