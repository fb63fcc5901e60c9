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

package io.github.mptcpspring.testsupport.network;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.testsupport.KernelProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A download under way, of which every byte is compared.
 */
public final class Download {

	private static final int TIMEOUT_SECONDS = 60;

	private final Progress progress = new Progress();

	private final CompletableFuture<Duration> end = new CompletableFuture<>();

	private long received;

	private long receivedNanos;

	private volatile @Nullable KernelProtocol atClient;

	private volatile @Nullable KernelProtocol atServer;

	/**
	 * Wait until a part of it has arrived.
	 * @param bytes the size of that part
	 * @return when the client had it, and what more had come by then
	 * @throws InterruptedException when this thread is interrupted
	 */
	public Mark awaitReceived(long bytes) throws InterruptedException {
		synchronized (this.progress) {
			while (this.received < bytes) {
				if (this.end.isDone()) {
					await();
					throw new IllegalStateException("It ended after " + this.received + " bytes");
				}
				this.progress.wait();
			}
			return new Mark(this.received, this.receivedNanos);
		}
	}

	/**
	 * Return whether it has ended, in success or failure.
	 * @return whether it has
	 */
	public boolean isOver() {
		return this.end.isDone();
	}

	/**
	 * Wait for its end.
	 * @return how long it took, as the client saw it
	 * @throws CompletionException when it failed
	 */
	public Duration await() {
		return this.end.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
	}

	/**
	 * Return what the kernel said of the client's end when the response began.
	 * @return what it speaks, {@code null} when the client is another's program
	 */
	public @Nullable KernelProtocol atClient() {
		return this.atClient;
	}

	/**
	 * Return what the kernel said of the server's end when the response began.
	 * @return what it speaks, {@code null} when the server does not tell
	 */
	public @Nullable KernelProtocol atServer() {
		return this.atServer;
	}

	/**
	 * Return who is to be told how it goes.
	 * @return the listener
	 */
	public DownloadListener progress() {
		return this.progress;
	}

	/**
	 * How far it was at some time.
	 *
	 * @param bytes how many bytes had come
	 * @param nanos how long that took from the request on, in nanoseconds
	 */
	public record Mark(long bytes, long nanos) {

		/**
		 * Return the goodput since an earlier mark.
		 * @param earlier the earlier mark
		 * @return bits per second
		 */
		public double bitsPerSecondSince(Mark earlier) {
			return 8e9 * (this.bytes - earlier.bytes) / (this.nanos - earlier.nanos);
		}

	}

	/**
	 * Is told how it goes.
	 */
	private final class Progress implements DownloadListener {

		@Override
		public void onResponse(@Nullable KernelProtocol atClient, @Nullable KernelProtocol atServer) {
			Download.this.atClient = atClient;
			Download.this.atServer = atServer;
		}

		@Override
		public synchronized void onProgress(long total, long nanos) {
			Download.this.received = total;
			Download.this.receivedNanos = nanos;
			notifyAll();
		}

		@Override
		public synchronized void onEnd(long nanos) {
			Download.this.end.complete(Duration.ofNanos(nanos));
			notifyAll();
		}

		@Override
		public synchronized void onFailure(String message) {
			Download.this.end.completeExceptionally(new IllegalStateException(message));
			notifyAll();
		}

	}

}
