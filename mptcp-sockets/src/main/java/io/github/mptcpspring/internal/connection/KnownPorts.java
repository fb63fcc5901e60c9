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

import java.util.Arrays;

/**
 * Cache of the local ports of MPTCP connections: a connection never changes its token or
 * its port, and the token is read with everything else in one system call.
 */
final class KnownPorts {

	static final int UNKNOWN = -1;

	private int[] tokens = new int[64];

	private int[] ports = new int[64];

	/**
	 * Find the port of a connection.
	 * @param descriptor its descriptor
	 * @param token its token, not 0
	 * @return the local port or {@link #UNKNOWN}
	 */
	int find(int descriptor, int token) {
		return (descriptor < this.tokens.length && this.tokens[descriptor] == token) ? this.ports[descriptor] : UNKNOWN;
	}

	void remember(int descriptor, int token, int port) {
		if (descriptor >= this.tokens.length) {
			int length = Math.max(descriptor + 1, this.tokens.length * 2);
			this.tokens = Arrays.copyOf(this.tokens, length);
			this.ports = Arrays.copyOf(this.ports, length);
		}
		this.tokens[descriptor] = token;
		this.ports[descriptor] = port;
	}

}
