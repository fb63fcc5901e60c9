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

package io.github.mptcpspring.benchmarks.endpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.mptcpspring.benchmarks.KeepAliveConnection;

/**
 * Clients that ask again as soon as they have an answer.
 */
final class Askers implements AutoCloseable {

	private static final int NUMBER = 220;

	private final List<Thread> threads = new ArrayList<>();

	private final AtomicBoolean ending = new AtomicBoolean();

	private final AtomicInteger answers = new AtomicInteger();

	private final AtomicInteger failures = new AtomicInteger();

	Askers(int port, Asked asked) {
		String path = asked.path();
		if (path != null) {
			for (int i = 0; i < NUMBER; i++) {
				this.threads.add(Thread.ofPlatform().daemon().start(() -> ask(port, path)));
			}
		}
	}

	private void ask(int port, String path) {
		try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
			while (!this.ending.get()) {
				connection.get(path);
				this.answers.incrementAndGet();
			}
		}
		catch (IOException ex) {
			System.err.println("# " + ex);
			this.failures.incrementAndGet();
		}
	}

	/**
	 * Return how many answers there were.
	 * @return the number of answers so far
	 */
	int answers() {
		return this.answers.get();
	}

	@Override
	public void close() {
		this.ending.set(true);
		this.threads.forEach(Askers::await);
		if (this.failures.get() > 0 || this.answers.get() < this.threads.size()) {
			throw new IllegalStateException(
					this.failures + " of " + this.threads.size() + " failed, there were " + this.answers + " answers");
		}
	}

	private static void await(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
