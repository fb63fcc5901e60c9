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

package io.github.mptcpspring.faults;

import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Holds requests until a test lets them go.
 */
final class Gate {

	private final AtomicInteger arrivals = new AtomicInteger();

	private volatile Sinks.Empty<Void> opening = Sinks.empty();

	/**
	 * Return what completes when the gate is opened next.
	 * @return what completes then
	 */
	Mono<Void> pass() {
		this.arrivals.incrementAndGet();
		return this.opening.asMono();
	}

	/**
	 * Return how many requests have come, those that have gone included.
	 * @return the number of requests
	 */
	int arrivals() {
		return this.arrivals.get();
	}

	/**
	 * Let those go that are held now.
	 */
	void open() {
		Sinks.Empty<Void> opened = this.opening;
		this.opening = Sinks.empty();
		opened.tryEmitEmpty();
	}

}
