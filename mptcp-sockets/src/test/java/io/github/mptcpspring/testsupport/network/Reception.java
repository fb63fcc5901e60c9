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

import java.nio.ByteBuffer;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import org.jspecify.annotations.Nullable;

/**
 * Receives {@link ReferenceBytes} at the client and compares every one.
 */
public final class Reception {

	private final long startNanos = System.nanoTime();

	private final long expected;

	private final DownloadListener listener;

	private long received;

	/**
	 * Create a new reception, which begins now.
	 * @param expected how many bytes are expected
	 * @param listener is told how it goes
	 */
	public Reception(long expected, DownloadListener listener) {
		this.expected = expected;
		this.listener = listener;
	}

	/**
	 * The response has begun.
	 * @param atClient what the kernel says of the client's end, {@code null} when the
	 * client is another's program
	 * @param atServer what the kernel says of the server's end, {@code null} when it does
	 * not tell
	 */
	public void begin(@Nullable KernelProtocol atClient, @Nullable KernelProtocol atServer) {
		this.listener.onResponse(atClient, atServer);
	}

	/**
	 * Compare the next bytes.
	 * @param bytes the bytes
	 */
	public void receive(ByteBuffer bytes) {
		int length = bytes.remaining();
		ReferenceBytes.check(this.received, bytes);
		this.received += length;
		this.listener.onProgress(this.received, nanos());
	}

	/**
	 * No more bytes come.
	 */
	public void end() {
		if (this.received == this.expected) {
			this.listener.onEnd(nanos());
		}
		else {
			this.listener.onFailure("It ended after %d bytes of %d".formatted(this.received, this.expected));
		}
	}

	private long nanos() {
		return System.nanoTime() - this.startNanos;
	}

	/**
	 * No more bytes come, because of a failure.
	 * @param failure the failure
	 */
	public void fail(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		this.listener.onFailure("After %d bytes: %s".formatted(this.received, cause));
	}

}
