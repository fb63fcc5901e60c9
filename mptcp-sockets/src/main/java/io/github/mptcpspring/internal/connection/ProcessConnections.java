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

import java.util.Optional;
import java.util.Set;

import io.github.mptcpspring.internal.descriptor.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process. The kernel is not called before the first method call.
 */
public final class ProcessConnections {

	private final Kernel kernel;

	private @Nullable Optional<ConnectionTable> table;

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

}
