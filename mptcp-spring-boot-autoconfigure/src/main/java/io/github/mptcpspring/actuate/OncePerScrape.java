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

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A value that the meters of one scrape share. Micrometer does not tell when a scrape
 * begins, but a scrape asks every meter once: when one asks again, another scrape has
 * begun. A value also expires, for meters that are asked alone.
 *
 * @param <T> the type of the value
 */
final class OncePerScrape<T> {

	/** Longer than a scrape, shorter than any reasonable interval between two. */
	private static final long MAX_AGE_NANOS = Duration.ofSeconds(1).toNanos();

	private final Supplier<T> reader;

	private final Set<Object> served = new HashSet<>();

	private @Nullable T value;

	private long readNanos;

	OncePerScrape(Supplier<T> reader) {
		this.reader = reader;
	}

	/**
	 * Answer the value.
	 * @param meter who asks
	 * @return the value
	 */
	synchronized T get(Object meter) {
		T current = this.value;
		if (current == null || this.served.contains(meter) || System.nanoTime() - this.readNanos > MAX_AGE_NANOS) {
			current = this.reader.get();
			this.value = current;
			this.readNanos = System.nanoTime();
			this.served.clear();
		}
		this.served.add(meter);
		return current;
	}

}
