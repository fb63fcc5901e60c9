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

package io.github.mptcpspring;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A connection of this process, for example the one that a request came over.
 * <p>
 * Nothing is remembered: each method that needs the kernel asks it anew, with two short
 * requests that need no privileges, so a long response can look again. Use
 * {@link #state()} for values that belong together. Several requests can have the same
 * connection (keep-alive, HTTP/2), and what the kernel reports is the connection to this
 * host: where a load balancer or a proxy ends TCP, it is the connection from there.
 *
 * @see MptcpSockets#connection(InetSocketAddress, InetSocketAddress)
 */
public interface MptcpConnection {

	/** The name of the attribute of a request that is its connection. */
	String ATTRIBUTE = "mptcp";

	/**
	 * Return the local address of its socket.
	 * @return the address, whatever headers of a proxy say
	 */
	InetSocketAddress local();

	/**
	 * Return the remote address of its socket.
	 * @return the address, whatever headers of a proxy say
	 */
	InetSocketAddress remote();

	/**
	 * Read the state of the connection.
	 * @return the state, or empty if the connection has been closed or the kernel does
	 * not report it
	 */
	Optional<ConnectionState> state();

	/**
	 * Read the protocol of the connection.
	 * @return {@link Protocol#MPTCP}, {@link Protocol#FALLBACK} or {@link Protocol#TCP},
	 * {@code null} if {@link #state()} is empty
	 */
	default @Nullable Protocol protocol() {
		return state().map(ConnectionState::protocol).orElse(null);
	}

	/**
	 * Read the number of subflows.
	 * @return the number including the first one, {@code null} if the connection does not
	 * use MPTCP or the kernel does not report it
	 */
	default @Nullable Integer subflows() {
		// Not with map: it has no result for null
		Optional<ConnectionState> state = state();
		return state.isPresent() ? state.get().subflows() : null;
	}

	/**
	 * Read the paths of the connection: the subflows of an MPTCP connection, or the only
	 * path of any other. The first subflow is listed after its end, too, as closed (Linux
	 * 6.18). This looks through the descriptors of the process, with a system call for
	 * each, unless somebody did within the last second.
	 * @return the paths, none if the connection has been closed or the kernel does not
	 * report them (before Linux 6.5 for MPTCP)
	 */
	List<ConnectionPath> paths();

	/**
	 * Return the protocol and the number of subflows for an access log.
	 * @return {@code mptcp/2} for MPTCP with two subflows, {@code fallback} or
	 * {@code tcp}, and {@code -} if {@link #state()} is empty
	 */
	@Override
	String toString();

}
