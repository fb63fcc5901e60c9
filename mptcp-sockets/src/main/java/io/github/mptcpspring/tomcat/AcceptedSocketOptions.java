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
import java.net.Socket;
import java.util.Optional;

import io.github.mptcpspring.Problem;
import org.apache.tomcat.util.net.SocketProperties;
import org.jspecify.annotations.Nullable;

/**
 * Determines the options that a connector sets on accepted sockets and that MPTCP refuses
 * there. Tomcat closes such a connection, so the connector has to use TCP.
 * <p>
 * The getters of {@link SocketProperties} fail for options that are not set, so this
 * class records the options that are set on a socket.
 */
final class AcceptedSocketOptions extends Socket {

	private @Nullable String conflict;

	private AcceptedSocketOptions() {
	}

	static Optional<Problem> findConflict(SocketProperties properties) throws IOException {
		try (AcceptedSocketOptions socket = new AcceptedSocketOptions()) {
			properties.setProperties(socket);
			return Optional.ofNullable(socket.conflict)
				.map((option) -> Problem.permanent(
						"the connector sets " + option + " on accepted connections and MPTCP refuses it there",
						"Remove the connector's property " + option));
		}
	}

	/**
	 * {@code SO_OOBINLINE} is refused with {@code EOPNOTSUPP} (measured on Linux 6.18).
	 */
	@Override
	public void setOOBInline(boolean on) {
		this.conflict = "socket.ooBInline";
	}

	/**
	 * {@code SO_REUSEADDR} is refused with {@code EINVAL} once connected (measured on
	 * Linux 6.18).
	 */
	@Override
	public void setReuseAddress(boolean on) {
		this.conflict = "socket.soReuseAddress";
	}

}
