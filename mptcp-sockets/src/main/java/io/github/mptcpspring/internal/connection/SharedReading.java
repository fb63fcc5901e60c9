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

import java.lang.ref.SoftReference;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A value that is read on demand and cached for one second, so that it is read at most
 * once a second. Concurrent callers wait for one reading and share it. The cached value
 * is released if memory is short.
 *
 * @param <T> the type of the value
 */
public final class SharedReading<T> {

	/**
	 * Longer than a scrape, and shorter than any reasonable interval between two scrapes.
	 */
	static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final Supplier<T> reader;

	private final long maxAgeNanos;

	private SoftReference<@Nullable T> last = new SoftReference<>(null);

	private long readNanos;

	/**
	 * Create a new instance. Nothing is read yet.
	 * @param reader reads the value
	 */
	public SharedReading(Supplier<T> reader) {
		this(reader, MAX_AGE_NANOS);
	}

	SharedReading(Supplier<T> reader, long maxAgeNanos) {
		this.reader = reader;
		this.maxAgeNanos = maxAgeNanos;
	}

	/**
	 * Return the cached value, or read it. A failure is not cached.
	 * @return the value
	 */
	public synchronized T get() {
		T current = this.last.get();
		boolean expired = System.nanoTime() - this.readNanos >= this.maxAgeNanos;
		return (current == null || expired) ? renew() : current;
	}

	/**
	 * Read the value even if the cached one is not outdated.
	 * @return the value
	 */
	synchronized T renew() {
		T current = this.reader.get();
		this.last = new SoftReference<>(current);
		this.readNanos = System.nanoTime();
		return current;
	}

}
