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

package io.github.mptcpspring.internal.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerObserver;

/**
 * {@link ListenerObserver} that remembers the listeners that are open.
 */
public final class ListenerRegistry implements ListenerObserver {

	private final List<Listener> listeners = new ArrayList<>();

	@Override
	public synchronized void opened(Listener listener) {
		if (!this.listeners.contains(listener)) {
			this.listeners.add(listener);
		}
	}

	@Override
	public synchronized void changed(Listener before, Listener now) {
		this.listeners.replaceAll((listener) -> listener.equals(before) ? now : listener);
	}

	@Override
	public synchronized void closed(Listener listener) {
		this.listeners.remove(listener);
	}

	/**
	 * Return the listeners that are open.
	 * @return the listeners in the order in which they were opened
	 */
	public synchronized List<Listener> listeners() {
		return List.copyOf(this.listeners);
	}

	/**
	 * Return the ports of the listeners that are open.
	 * @return the ports; listeners without one (Unix domain sockets) are left out
	 */
	public Set<Integer> ports() {
		return listeners().stream().flatMap((listener) -> listener.port().stream()).collect(Collectors.toSet());
	}

}
