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

package io.github.mptcpspring.autoconfigure.webserver;

import java.util.Comparator;
import java.util.Set;
import java.util.function.BiConsumer;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ListeningSocket;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.descriptor.Kernel;

/**
 * The listeners of this process that are opened while a context starts. A separate class,
 * because Spring loads the types of all methods of a bean.
 */
final class ListenersSinceStart {

	private final ProcessConnections connections;

	private final Set<ListeningSocket> before;

	ListenersSinceStart(Kernel kernel) {
		this.connections = new ProcessConnections(kernel);
		this.before = this.connections.listenersNow();
	}

	/**
	 * Perform an action for each listener that has been opened since this object was
	 * created.
	 * @param known the ports to skip
	 * @param action the action with the port and protocol, called in ascending order of
	 * ports
	 */
	void forEachBut(Set<Integer> known, BiConsumer<Integer, Protocol> action) {
		this.connections.listenersNow()
			.stream()
			.filter((listener) -> !known.contains(listener.port()))
			.filter((listener) -> this.before.stream().noneMatch((old) -> old.port() == listener.port()))
			.sorted(Comparator.comparing(ListeningSocket::port))
			.forEach((listener) -> action.accept(listener.port(), listener.protocol()));
	}

}
