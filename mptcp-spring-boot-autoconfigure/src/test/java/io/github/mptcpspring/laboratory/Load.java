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

package io.github.mptcpspring.laboratory;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.mptcpspring.testsupport.network.Downloader;

/**
 * Requests back to back, several at a time. The first that fails ends it.
 */
final class Load implements AutoCloseable {

	/** A size that takes a few packets. */
	static final int BYTES = 10_000;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final List<Future<Void>> loops = new ArrayList<>();

	private final AtomicInteger answers = new AtomicInteger();

	private final AtomicBoolean ending = new AtomicBoolean();

	Load(Downloader client, InetSocketAddress server, int connections, int bytes) {
		for (int i = 0; i < connections; i++) {
			Callable<Void> loop = () -> request(client, server, bytes);
			this.loops.add(this.threads.submit(loop));
		}
	}

	private Void request(Downloader client, InetSocketAddress server, int bytes) {
		while (!this.ending.get()) {
			client.download(server, bytes).await();
			this.answers.incrementAndGet();
		}
		return null;
	}

	/**
	 * Wait for answers.
	 * @param more how many more than there are
	 * @throws ExecutionException when a request has failed
	 * @throws InterruptedException when this thread is interrupted
	 */
	void awaitAnswers(int more) throws ExecutionException, InterruptedException {
		int goal = this.answers.get() + more;
		while (this.answers.get() < goal) {
			for (Future<Void> loop : this.loops) {
				if (loop.isDone()) {
					loop.get();
				}
			}
			Thread.sleep(10);
		}
	}

	int answers() {
		return this.answers.get();
	}

	/**
	 * Wait for the requests that are under way, and begin no more.
	 * @throws ExecutionException when a request has failed
	 * @throws InterruptedException when this thread is interrupted
	 */
	void end() throws ExecutionException, InterruptedException {
		this.ending.set(true);
		for (Future<Void> loop : this.loops) {
			loop.get();
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
