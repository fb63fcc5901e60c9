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
import java.util.Optional;
import java.util.Set;

import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.internal.descriptor.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process. The kernel is not called before the first method call.
 */
public final class ProcessConnections implements AutoCloseable {

	private final Kernel kernel;

	private @Nullable Optional<ConnectionTable> table;

	private @Nullable Optional<ConnectionLookup> lookup;

	/**
	 * Create a new instance.
	 * @param kernel the kernel
	 */
	public ProcessConnections(Kernel kernel) {
		this.kernel = kernel;
	}

	/**
	 * Return the table of connections. The first call loads native code on Linux.
	 * @return the table, or empty if the kernel cannot be called
	 */
	public synchronized Optional<ConnectionTable> table() {
		Optional<ConnectionTable> known = this.table;
		if (known == null) {
			known = this.kernel.calls().map(ConnectionTable::new);
			this.table = known;
		}
		return known;
	}

	/**
	 * Find the listening sockets of this process. The result is not cached.
	 * @return the listeners, none if the kernel cannot be called
	 * @see ConnectionTable#snapshotNow()
	 */
	public Set<ListeningSocket> listenersNow() {
		return table().map((table) -> table.snapshotNow().listeners()).orElse(Set.of());
	}

	/**
	 * Count the connections.
	 * @return the connections, at most one second old, or empty if the kernel cannot be
	 * called
	 * @see ConnectionTable#snapshot()
	 */
	public Optional<ConnectionSnapshot> snapshot() {
		return table().map(ConnectionTable::snapshot);
	}

	/**
	 * Return what finds a connection by its addresses. The first call loads native code
	 * on Linux.
	 * @return the look-up, or empty if the kernel cannot be called
	 */
	synchronized Optional<ConnectionLookup> lookup() {
		Optional<ConnectionLookup> known = this.lookup;
		if (known == null) {
			known = this.kernel.calls().map(ConnectionLookup::new);
			this.lookup = known;
		}
		return known;
	}

	/**
	 * Find a connection. It may be so new that the last snapshot does not have it.
	 * @param id its {@linkplain Connection#id() identifier}
	 * @return the connection and its paths, or empty if there is none with that
	 * identifier
	 */
	Optional<ConnectionDetails> findDetails(String id) {
		Optional<ConnectionTable> all = table();
		Optional<ConnectionDetails> known = all.flatMap((some) -> some.find(id));
		if (known.isEmpty()) {
			all.ifPresent(ConnectionTable::snapshotNow);
			return all.flatMap((some) -> some.find(id));
		}
		return known;
	}

	/**
	 * Return a connection. The kernel is not called yet.
	 * @param local the local address of its socket
	 * @param remote the remote address of its socket
	 * @return the connection, which may have been closed
	 */
	public MptcpConnection connection(InetSocketAddress local, InetSocketAddress remote) {
		return new AddressedConnection(this, local, remote);
	}

	/**
	 * Close what look-ups keep open. Later look-ups work, but keep nothing open.
	 */
	@Override
	public synchronized void close() {
		if (this.lookup != null) {
			this.lookup.ifPresent(ConnectionLookup::close);
		}
	}

}
