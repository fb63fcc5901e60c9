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

package io.github.mptcpspring.actuate;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * {@link MeterBinder} for the listeners of this process. A meter is registered for each
 * combination of server and protocol that occurs.
 */
public class ListenerMeters implements MeterBinder, ListenerObserver {

	/** The number of listeners, by server and protocol. */
	static final String LISTENERS = "mptcp.listeners";

	private final ListenerRegistry listeners;

	private final Map<MeterRegistry, Set<Tags>> bound = new ConcurrentHashMap<>();

	/**
	 * Create new meters.
	 * @param listeners the listeners
	 */
	public ListenerMeters(ListenerRegistry listeners) {
		this.listeners = listeners;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.bound.putIfAbsent(registry, ConcurrentHashMap.newKeySet());
		this.listeners.listeners().forEach((listener) -> bind(registry, tags(listener)));
	}

	@Override
	public void opened(Listener listener) {
		this.bound.keySet().forEach((registry) -> bind(registry, tags(listener)));
	}

	// Only once, because Micrometer logs a warning if a gauge is registered again
	private void bind(MeterRegistry registry, Tags tags) {
		if (this.bound.computeIfAbsent(registry, (key) -> ConcurrentHashMap.newKeySet()).add(tags)) {
			Gauge.builder(LISTENERS, () -> count(tags))
				.description("Listeners that the starter was asked to make")
				.baseUnit("listeners")
				.tags(tags)
				.register(registry);
		}
	}

	private long count(Tags tags) {
		return this.listeners.listeners().stream().filter((listener) -> tags(listener).equals(tags)).count();
	}

	private static Tags tags(Listener listener) {
		return Tags.of("server", Names.of(listener.server()), "protocol", Names.of(listener.state().protocol()));
	}

}
