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

package io.github.mptcpspring.autoconfigure.httpclient;

import java.io.UncheckedIOException;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.MptcpUnavailableException.Side;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.internal.client.ClientSockets;

/**
 * Reports HTTP clients whose sockets are not accessible.
 */
final class UnreachableClients {

	private final ClientSockets sockets;

	/**
	 * Create a new instance.
	 * @param sockets the kit for clients
	 */
	UnreachableClients(ClientSockets sockets) {
		this.sockets = sockets;
	}

	/**
	 * Report clients that cannot be customized.
	 * @param reason the reason, a clause without a full stop
	 * @param remedy what to do, a sentence without a full stop
	 * @throws UncheckedIOException with a {@link MptcpUnavailableException} as its cause
	 * if MPTCP is required
	 */
	void report(String reason, String remedy) {
		Problem because = Problem.permanent(reason, remedy);
		if (this.sockets.settings().isMptcpRequired()) {
			throw new UncheckedIOException(new MptcpUnavailableException(Side.CLIENT, because));
		}
		this.sockets.report(because.of(missing()));
	}

	private Feature missing() {
		if (!this.sockets.settings().mptcp()) {
			return Feature.FAST_OPEN;
		}
		return this.sockets.settings().fastOpen() ? Feature.MPTCP_AND_FAST_OPEN : Feature.MPTCP;
	}

}
