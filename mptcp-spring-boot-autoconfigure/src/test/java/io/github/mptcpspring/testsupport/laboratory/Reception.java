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

package io.github.mptcpspring.testsupport.laboratory;

import java.nio.ByteBuffer;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Receives {@link ReferenceBytes} at the client and compares every one.
 */
final class Reception {

	private final long startNanos = System.nanoTime();

	private final long expected;

	private final DownloadListener listener;

	private long received;

	Reception(long expected, DownloadListener listener) {
		this.expected = expected;
		this.listener = listener;
	}

	void begin(@Nullable KernelProtocol atClient, KernelProtocol atServer) {
		this.listener.onResponse(atClient, atServer);
	}

	void receive(ByteBuffer bytes) {
		int length = bytes.remaining();
		ReferenceBytes.check(this.received, bytes);
		this.received += length;
		this.listener.onProgress(this.received, nanos());
	}

	void end() {
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

	void fail(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		this.listener.onFailure("After %d bytes: %s".formatted(this.received, cause));
	}

}
