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

package io.github.mptcpspring.benchmarks.idle;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs on an event loop once a millisecond and sees how long the loop was busy with
 * something else. The time of a processor tells that of the loop alone, on a busy machine
 * too.
 */
final class LoopProbe implements Runnable {

	private final AtomicLong longestCpuNanos = new AtomicLong();

	private final AtomicLong longestNanos = new AtomicLong();

	private long cpuNanos;

	private long nanos;

	@Override
	public void run() {
		long cpuNow = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		long now = System.nanoTime();
		if (this.nanos != 0) {
			this.longestCpuNanos.accumulateAndGet(cpuNow - this.cpuNanos, Math::max);
			this.longestNanos.accumulateAndGet(now - this.nanos, Math::max);
		}
		this.cpuNanos = cpuNow;
		this.nanos = now;
	}

	/**
	 * Return the longest pauses since this was called last.
	 * @return the nanoseconds of a processor, and the nanoseconds
	 */
	String longest() {
		return this.longestCpuNanos.getAndSet(0) + " " + this.longestNanos.getAndSet(0);
	}

}
