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

import io.github.mptcpspring.testsupport.KernelProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Is told how a download goes.
 */
public interface DownloadListener {

	/**
	 * The response has begun.
	 * @param atClient what the kernel says of the client's end, {@code null} when the
	 * client is another's program
	 * @param atServer what the kernel says of the server's end, {@code null} when it does
	 * not tell
	 */
	void onResponse(@Nullable KernelProtocol atClient, @Nullable KernelProtocol atServer);

	/**
	 * More bytes have arrived, and were right.
	 * @param total how many until now
	 * @param nanos how long that took from the request on, in nanoseconds
	 */
	void onProgress(long total, long nanos);

	/**
	 * All bytes have arrived.
	 * @param nanos how long that took from the request on, in nanoseconds
	 */
	void onEnd(long nanos);

	/**
	 * It failed.
	 * @param message why
	 */
	void onFailure(String message);

}
