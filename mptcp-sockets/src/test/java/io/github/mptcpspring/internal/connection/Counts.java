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

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.mptcpspring.Protocol;

/**
 * What a snapshot says, or what it should say.
 *
 * @param total how many connections there are
 * @param connections how many there are by protocol and role, in words
 * @param subflows how many subflows there are by role
 * @param bySubflows how many connections there are by the number of their subflows
 */
record Counts(int total, SortedMap<String, Integer> connections, SortedMap<Role, Integer> subflows,
		Map<Integer, Integer> bySubflows) {

	static Counts of(ConnectionSnapshot snapshot) {
		SortedMap<String, Integer> connections = new TreeMap<>();
		SortedMap<Role, Integer> subflows = new TreeMap<>();
		for (Role role : Role.values()) {
			for (Protocol protocol : Protocol.values()) {
				add(connections, protocol + " " + role, snapshot.count(protocol, role));
			}
			add(subflows, role, snapshot.subflows(role));
		}
		return new Counts(snapshot.count(), connections, subflows, snapshot.connectionsBySubflows());
	}

	static Counts of(List<Connection> expected) {
		SortedMap<String, Integer> connections = new TreeMap<>();
		SortedMap<Role, Integer> subflows = new TreeMap<>();
		Map<Integer, Integer> bySubflows = new TreeMap<>();
		for (Connection connection : expected) {
			add(connections, connection.protocol() + " " + connection.role(), 1);
			add(subflows, connection.role(), Objects.requireNonNullElse(connection.subflows(), 0));
			if (connection.subflows() != null) {
				add(bySubflows, connection.subflows(), 1);
			}
		}
		return new Counts(expected.size(), connections, subflows, bySubflows);
	}

	private static <K> void add(Map<K, Integer> counts, K key, int count) {
		if (count != 0) {
			counts.merge(key, count, Integer::sum);
		}
	}

}
