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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.mptcpspring.internal.fastopen.FastOpenHandshakeFlusher;
import io.github.mptcpspring.internal.linux.SystemCalls;

/**
 * The TCP and MPTCP connections of this process, whether made by this project or not,
 * read from the descriptor table. Reading needs no privileges and changes nothing.
 */
public final class ConnectionTable {

	private final SystemCalls calls;

	private final DescriptorTable descriptors;

	private final KnownPorts knownPorts = new KnownPorts();

	private final SharedReading<ConnectionSnapshot> snapshots;

	/**
	 * Create a new instance for this process. Nothing is read yet.
	 * @param calls the system calls
	 */
	public ConnectionTable(SystemCalls calls) {
		this(calls, new DescriptorTable(), SharedReading.MAX_AGE_NANOS);
	}

	ConnectionTable(SystemCalls calls, DescriptorTable descriptors, long maxAgeNanos) {
		this.calls = calls;
		this.descriptors = descriptors;
		this.snapshots = new SharedReading<>(this::look, maxAgeNanos);
	}

	/**
	 * Count the connections. This takes one system call for every descriptor of the
	 * process. A new MPTCP connection takes three more, a TCP connection six and a
	 * fallback nine. The result is cached for one second.
	 * @return the connections, at most one second old
	 */
	public ConnectionSnapshot snapshot() {
		return this.snapshots.get();
	}

	/**
	 * Count the connections now. The result is not cached, so this must not be used for
	 * requests of clients.
	 * @return the current connections
	 */
	public ConnectionSnapshot snapshotNow() {
		return this.snapshots.renew();
	}

	// Not from two threads at a time: SharedReading ensures that
	private ConnectionSnapshot look() {
		FoundSockets found = new FoundSockets();
		this.descriptors.counted(new SocketScan(this.calls, this.knownPorts).scan(this.descriptors.numbers(), found));
		return new ConnectionSnapshot(found);
	}

	/**
	 * List connections, MPTCP first and most subflows first. Connections that are opened
	 * during the call, or within the second before it, may be missing.
	 * @param limit the maximum number of connections, 0 or more
	 * @return the connections
	 */
	public ConnectionList list(int limit) {
		ConnectionSnapshot snapshot = snapshot();
		ConnectionDetailsReader reading = new ConnectionDetailsReader(this.calls, snapshot.listenerPorts());
		List<Connection> connections = new ArrayList<>();
		PrimitiveIterator.OfInt candidates = snapshot.indexes().iterator();
		while (connections.size() < limit && candidates.hasNext()) {
			int index = candidates.nextInt();
			reading.read(snapshot.descriptor(index))
				.filter((connection) -> isStill(connection, snapshot, index))
				.ifPresent(connections::add);
		}
		return new ConnectionList(snapshot.count(), connections);
	}

	/**
	 * Find a connection.
	 * @param id its {@linkplain Connection#id() identifier}
	 * @return the connection and its paths, or empty if there is none with that
	 * identifier
	 */
	public Optional<ConnectionDetails> find(String id) {
		OptionalInt token = ConnectionId.findToken(id);
		if (token.isEmpty()) {
			return find(id, Connection::id);
		}
		ConnectionSnapshot snapshot = snapshot();
		return find(snapshot, snapshot.indexesOfToken(token.getAsInt()), id, Connection::id);
	}

	/**
	 * Find a connection.
	 * @param id its {@linkplain Connection#opaqueId() opaque identifier}
	 * @return the connection and its paths, or empty if there is none with that
	 * identifier
	 */
	public Optional<ConnectionDetails> findByOpaqueId(String id) {
		return find(id, Connection::opaqueId);
	}

	private Optional<ConnectionDetails> find(String id, Function<Connection, String> identifier) {
		OptionalLong cookie = ConnectionId.findCookie(id);
		if (cookie.isEmpty()) {
			return Optional.empty();
		}
		ConnectionSnapshot snapshot = snapshot();
		return find(snapshot, snapshot.indexesOfCookie(cookie.getAsLong(), new SocketCookie(this.calls)::read), id,
				identifier);
	}

	private Optional<ConnectionDetails> find(ConnectionSnapshot snapshot, IntStream indexes, String id,
			Function<Connection, String> identifier) {
		ConnectionDetailsReader reading = new ConnectionDetailsReader(this.calls, snapshot.listenerPorts());
		return indexes
			.mapToObj((index) -> reading.readDetails(snapshot.descriptor(index))
				.filter((details) -> isStill(details.connection(), snapshot, index)))
			.flatMap(Optional::stream)
			.filter((details) -> identifier.apply(details.connection()).equals(id))
			.findFirst();
	}

	// A descriptor may refer to another connection than before, whose role does not
	// follow from the known port. The flusher holds descriptors of connections that are
	// listed already
	private static boolean isStill(Connection connection, ConnectionSnapshot snapshot, int index) {
		return connection.local().getPort() == snapshot.localPort(index)
				&& !FastOpenHandshakeFlusher.holds(snapshot.descriptor(index));
	}

}
