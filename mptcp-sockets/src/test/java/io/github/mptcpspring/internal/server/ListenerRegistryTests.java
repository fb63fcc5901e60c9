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

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.Protocol;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerRegistry} and for {@link ListenerObserver observers} of the
 * same listeners.
 */
class ListenerRegistryTests {

	private final ListenerRegistry registry = new ListenerRegistry();

	@Test
	void listenersAreThereFromOpenToClose() {
		assertThat(this.registry.listeners()).isEmpty();
		this.registry.opened(listener(8080));
		this.registry.opened(listener(8443));
		assertThat(this.registry.listeners()).containsExactly(listener(8080), listener(8443));
		this.registry.closed(listener(8080));
		assertThat(this.registry.listeners()).containsExactly(listener(8443));
		this.registry.opened(listener(8080));
		assertThat(this.registry.listeners()).containsExactly(listener(8443), listener(8080));
	}

	@Test
	void whatIsNotOpenCanBeClosed() {
		this.registry.closed(listener(8080));
		assertThat(this.registry.listeners()).isEmpty();
	}

	@Test
	void aListenerThatChangesStaysInItsPlace() {
		this.registry.opened(listener(8080));
		this.registry.opened(listener(8443));
		Listener changed = changed(8080);
		this.registry.changed(listener(8080), changed);
		assertThat(this.registry.listeners()).containsExactly(changed, listener(8443));
		this.registry.closed(changed);
		assertThat(this.registry.listeners()).containsExactly(listener(8443));
	}

	@Test
	void whatIsNotOpenCanChange() {
		this.registry.changed(listener(8080), changed(8080));
		assertThat(this.registry.listeners()).isEmpty();
	}

	@Test
	void whatWasAnsweredDoesNotChange() {
		this.registry.opened(listener(8080));
		List<Listener> listeners = this.registry.listeners();
		this.registry.closed(listener(8080));
		assertThat(listeners).containsExactly(listener(8080));
	}

	@Test
	void observersAreAllToldOfEverythingInTheirOrder() {
		List<String> told = new ArrayList<>();
		ListenerObserver all = ListenerObserver
			.of(List.of(new Recorder("first", told), this.registry, new Recorder("second", told)));
		all.opened(listener(8080));
		assertThat(this.registry.listeners()).containsExactly(listener(8080));
		all.changed(listener(8080), changed(8080));
		assertThat(this.registry.listeners()).containsExactly(changed(8080));
		all.closed(changed(8080));
		assertThat(this.registry.listeners()).isEmpty();
		assertThat(told).containsExactly("first opened 8080", "second opened 8080", "first changed 8080",
				"second changed 8080", "first closed 8080", "second closed 8080");
	}

	private static Listener listener(int port) {
		return new Listener("Tomcat", new InetSocketAddress(port), new ListenerState(Protocol.MPTCP, 0, List.of()));
	}

	private static Listener changed(int port) {
		return listener(port)
			.with(Problem.permanent("MPTCP sockets refuse it", "Do without it").of(Feature.SOCKET_OPTION));
	}

	private record Recorder(String name, List<String> told) implements ListenerObserver {

		@Override
		public void opened(Listener listener) {
			this.told.add(this.name + " opened " + listener.port().orElseThrow());
		}

		@Override
		public void changed(Listener before, Listener now) {
			this.told.add(this.name + " changed " + now.port().orElseThrow());
		}

		@Override
		public void closed(Listener listener) {
			this.told.add(this.name + " closed " + listener.port().orElseThrow());
		}

	}

}
