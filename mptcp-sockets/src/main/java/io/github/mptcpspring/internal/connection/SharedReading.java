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
 * What is read when somebody asks for it, and is then the same for all who ask within a
 * second: however many ask, it is read once a second at most, and once at a time. Who
 * asks while it is read gets what is read. Nothing is read when nobody asks, and what was
 * read last is given up where memory is short.
 *
 * @param <T> the type of what is read
 */
public final class SharedReading<T> {

	/** Longer than a scrape, shorter than any reasonable interval between two. */
	static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final Supplier<T> reader;

	private final long maxAgeNanos;

	private SoftReference<@Nullable T> last = new SoftReference<>(null);

	private long readNanos;

	/**
	 * Create a new instance, which has not read anything yet.
	 * @param reader reads
	 */
	public SharedReading(Supplier<T> reader) {
		this(reader, MAX_AGE_NANOS);
	}

	SharedReading(Supplier<T> reader, long maxAgeNanos) {
		this.reader = reader;
		this.maxAgeNanos = maxAgeNanos;
	}

	/**
	 * Return what was read within the last second, or read it. A reading that fails is
	 * not shared.
	 * @return what was read
	 */
	public synchronized T get() {
		T current = this.last.get();
		boolean expired = System.nanoTime() - this.readNanos >= this.maxAgeNanos;
		return (current == null || expired) ? renew() : current;
	}

	/**
	 * Read it, however young what was read last is.
	 * @return what was read
	 */
	synchronized T renew() {
		T current = this.reader.get();
		this.last = new SoftReference<>(current);
		this.readNanos = System.nanoTime();
		return current;
	}

}
