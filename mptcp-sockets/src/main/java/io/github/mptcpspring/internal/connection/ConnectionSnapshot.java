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

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

import io.github.mptcpspring.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process at one moment, counted.
 */
public final class ConnectionSnapshot {

	private final FoundSockets found;

	private long @Nullable [] cookies;

	ConnectionSnapshot(FoundSockets found) {
		this.found = found;
	}

	/**
	 * Return the number of connections.
	 * @return the number of connections
	 */
	public int count() {
		return this.found.size();
	}

	/**
	 * Return the number of connections with a protocol.
	 * @param protocol the protocol
	 * @return the number of connections
	 */
	public int count(Protocol protocol) {
		return (int) where((index) -> this.found.protocol(index) == protocol).count();
	}

	/**
	 * Return the number of connections with a protocol and a role.
	 * @param protocol the protocol
	 * @param role the role
	 * @return the number of connections
	 */
	public int count(Protocol protocol, Role role) {
		return (int) where((index) -> this.found.protocol(index) == protocol && role(index) == role).count();
	}

	/**
	 * Return the remote ports of the plain TCP connections of clients, which do not use
	 * MPTCP sockets.
	 * @return the ports in ascending order, without duplicates
	 */
	public List<Integer> plainClientPorts() {
		return where((index) -> this.found.protocol(index) == Protocol.TCP && role(index) == Role.CLIENT)
			.map(this.found::remotePort)
			.distinct()
			.sorted()
			.boxed()
			.toList();
	}

	/**
	 * Return the total number of subflows of the MPTCP connections.
	 * @return the number of subflows
	 */
	public int subflows() {
		return where(this::hasSubflows).map(this.found::subflows).sum();
	}

	/**
	 * Return the total number of subflows of the MPTCP connections with a role.
	 * @param role the role
	 * @return the number of subflows
	 */
	public int subflows(Role role) {
		return where((index) -> hasSubflows(index) && role(index) == role).map(this.found::subflows).sum();
	}

	/**
	 * Return the distribution of subflows.
	 * @return the number of MPTCP connections by the number of their subflows
	 */
	public SortedMap<Integer, Integer> connectionsBySubflows() {
		SortedMap<Integer, Integer> connections = new TreeMap<>();
		where(this::hasSubflows).forEach((index) -> connections.merge(this.found.subflows(index), 1, Integer::sum));
		return connections;
	}

	/**
	 * Return the sockets on which this process listens.
	 * @return the listeners, without duplicates
	 */
	public Set<ListeningSocket> listeners() {
		return Set.copyOf(this.found.listeners());
	}

	/**
	 * Return the connections, MPTCP first and most subflows first.
	 * @return their indexes
	 */
	IntStream indexes() {
		return where((index) -> true).boxed()
			.sorted(Comparator.<Integer, Protocol>comparing(this.found::protocol)
				.thenComparing(this.found::subflows, Comparator.reverseOrder()))
			.mapToInt(Integer::intValue);
	}

	IntStream indexesOfToken(int token) {
		return where((index) -> this.found.token(index) == token && token != 0);
	}

	/**
	 * Return the connections whose socket has a cookie.
	 * @param cookie the cookie
	 * @param reader reads the cookie of a descriptor, used at the first call only
	 * @return their indexes
	 */
	IntStream indexesOfCookie(long cookie, IntToLongFunction reader) {
		long[] all = cookies(reader);
		return where((index) -> all[index] == cookie && cookie != SocketCookie.NONE);
	}

	private synchronized long[] cookies(IntToLongFunction reader) {
		long[] known = this.cookies;
		if (known == null) {
			known = where((index) -> true).map(this.found::descriptor).mapToLong(reader).toArray();
			this.cookies = known;
		}
		return known;
	}

	int descriptor(int index) {
		return this.found.descriptor(index);
	}

	int localPort(int index) {
		return this.found.localPort(index);
	}

	/**
	 * Return the ports on which this process listens.
	 * @return the ports
	 */
	BitSet listenerPorts() {
		return this.found.listenerPorts();
	}

	private IntStream where(IntPredicate condition) {
		return IntStream.range(0, this.found.size()).filter(condition);
	}

	private boolean hasSubflows(int index) {
		return this.found.subflows(index) != SocketVisitor.NO_SUBFLOWS;
	}

	private Role role(int index) {
		return this.found.listenerPorts().get(this.found.localPort(index)) ? Role.SERVER : Role.CLIENT;
	}

}
