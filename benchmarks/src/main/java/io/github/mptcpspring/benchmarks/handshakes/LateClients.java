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

package io.github.mptcpspring.benchmarks.handshakes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes connections at a steady rate, as many to each server, whose handshake takes a
 * second.
 */
final class LateClients implements AutoCloseable {

	private static final int PER_SECOND = 100;

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();

	private final AtomicInteger answers = new AtomicInteger();

	private final List<Integer> ports;

	private long countedNanos = System.nanoTime();

	LateClients(List<Integer> ports) {
		this.ports = ports;
		this.clock.scheduleAtFixedRate(this::connect, 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
	}

	private void connect() {
		try {
			for (int port : this.ports) {
				SocketChannel connection = EarlyData.send(port);
				this.waiting.submit(() -> await(connection));
			}
		}
		catch (IOException ex) {
			// It shows in the rate
			System.err.println("# " + ex);
		}
	}

	private void await(SocketChannel connection) {
		ByteBuffer answer = ByteBuffer.allocate(4096);
		try (connection) {
			int received = 0;
			int read = connection.read(answer);
			while (read >= 0) {
				received += read;
				read = connection.read(answer.clear());
			}
			if (received > 0) {
				this.answers.incrementAndGet();
			}
		}
		catch (ClosedByInterruptException ex) {
			// Nobody waits any more
		}
		catch (IOException ex) {
			// It shows in the rate
			System.err.println("# " + ex);
		}
	}

	/**
	 * Verify that connections were made and answered since this was called last.
	 */
	void verifyRate() {
		long now = System.nanoTime();
		double seconds = (now - this.countedNanos) / (double) TimeUnit.SECONDS.toNanos(1);
		this.countedNanos = now;
		double rate = this.answers.getAndSet(0) / seconds / this.ports.size();
		if (rate < PER_SECOND / 2.0) {
			throw new IllegalStateException("Only " + rate + " connections a second were answered");
		}
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
		this.waiting.shutdownNow();
	}

}
