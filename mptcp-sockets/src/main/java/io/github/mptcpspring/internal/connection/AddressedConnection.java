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

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.mptcpspring.ConnectionPath;
import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.MptcpConnection;

/**
 * A connection that is looked up by its addresses each time.
 */
final class AddressedConnection implements MptcpConnection {

	private static final String UNKNOWN = "-";

	private final ProcessConnections connections;

	private final InetSocketAddress local;

	private final InetSocketAddress remote;

	AddressedConnection(ProcessConnections connections, InetSocketAddress local, InetSocketAddress remote) {
		this.connections = connections;
		this.local = local;
		this.remote = remote;
	}

	@Override
	public InetSocketAddress local() {
		return this.local;
	}

	@Override
	public InetSocketAddress remote() {
		return this.remote;
	}

	@Override
	public Optional<ConnectionState> state() {
		return find().map(FoundConnection::state);
	}

	private Optional<FoundConnection> find() {
		return this.connections.lookup().flatMap((lookup) -> lookup.find(this.local, this.remote));
	}

	@Override
	public List<ConnectionPath> paths() {
		return find().flatMap((found) -> this.connections.findDetails(found.id()))
			.map(ConnectionDetails::paths)
			.orElse(List.of());
	}

	@Override
	public String toString() {
		return state().map(AddressedConnection::describe).orElse(UNKNOWN);
	}

	private static String describe(ConnectionState state) {
		String protocol = state.protocol().name().toLowerCase(Locale.ROOT);
		return (state.subflows() != null) ? protocol + "/" + state.subflows() : protocol;
	}

}
