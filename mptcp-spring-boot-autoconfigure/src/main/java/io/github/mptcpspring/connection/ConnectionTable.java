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

package io.github.mptcpspring.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;

import io.github.mptcpspring.linux.SystemCalls;
import io.github.mptcpspring.socket.HostSystemCalls;

/**
 * The TCP and MPTCP connections of this process, whoever made them, read from its
 * descriptor table. That needs no privileges and changes nothing.
 */
public final class ConnectionTable {

	private final SystemCalls calls;

	private final DescriptorTable descriptors;

	private final KnownPorts knownPorts = new KnownPorts();

	ConnectionTable(SystemCalls calls, DescriptorTable descriptors) {
		this.calls = calls;
		this.descriptors = descriptors;
	}

	/**
	 * Answer the one of this process. The first call loads native code on Linux.
	 * @return the one of this process, empty where the kernel cannot be asked
	 */
	public static Optional<ConnectionTable> ofThisProcess() {
		return ThisProcess.INSTANCE;
	}

	/**
	 * Count the connections. Every descriptor of the process costs one system call. For
	 * an MPTCP connection that was counted before that is all; a new one costs three
	 * more, TCP six and a fallback nine.
	 * @return what there is now
	 */
	public synchronized ConnectionSnapshot snapshot() {
		FoundSockets found = new FoundSockets();
		new SocketScan(this.calls, this.knownPorts).scan(this.descriptors.size(), found);
		return new ConnectionSnapshot(found);
	}

	/**
	 * List connections, MPTCP first and most subflows first.
	 * @param limit how many at most, 0 or more
	 * @return the connections
	 */
	public ConnectionList list(int limit) {
		ConnectionSnapshot snapshot = snapshot();
		ConnectionReading reading = new ConnectionReading(this.calls, snapshot.listenerPorts());
		List<Connection> connections = new ArrayList<>();
		PrimitiveIterator.OfInt candidates = snapshot.descriptors().iterator();
		while (connections.size() < limit && candidates.hasNext()) {
			reading.read(candidates.nextInt()).ifPresent(connections::add);
		}
		return new ConnectionList(snapshot.count(), connections);
	}

	/**
	 * Find a connection.
	 * @param id its {@linkplain Connection#id() identifier}
	 * @return the connection and its paths, empty when there is none of that identifier
	 */
	public Optional<ConnectionDetails> find(String id) {
		if (!ConnectionId.isPossible(id)) {
			return Optional.empty();
		}
		ConnectionSnapshot snapshot = snapshot();
		ConnectionReading reading = new ConnectionReading(this.calls, snapshot.listenerPorts());
		return snapshot.descriptors()
			.filter((descriptor) -> reading.readId(descriptor).filter(id::equals).isPresent())
			.mapToObj(reading::readDetails)
			.flatMap(Optional::stream)
			.filter((details) -> details.connection().id().equals(id))
			.findFirst();
	}

	/**
	 * Links the system calls at first use.
	 */
	private static final class ThisProcess {

		private static final Optional<ConnectionTable> INSTANCE = HostSystemCalls.find()
			.map((calls) -> new ConnectionTable(calls, new DescriptorTable()));

	}

}
