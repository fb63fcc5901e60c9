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

package io.github.mptcpspring.benchmarks.accept;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A client with many connections that are idle and others that carry one request each.
 * All the time one that was idle is closed and another is made, so that the server's
 * descriptors have holes anywhere.
 */
final class Client {

	/** As many requests are made for one idle connection that is made anew. */
	private static final int REQUESTS_FOR_ONE_IDLE = 4;

	private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	private final SocketChannel[] idle;

	private final SplittableRandom random;

	private final ByteBuffer response = ByteBuffer.allocate(4096);

	Client(int connections, List<InetSocketAddress> listeners, long seed) throws IOException {
		this.random = new SplittableRandom(seed);
		this.idle = new SocketChannel[connections];
		for (int i = 0; i < connections; i++) {
			this.idle[i] = SocketChannel.open(listeners.get(i % listeners.size()));
		}
	}

	/**
	 * Make connections one after the other.
	 * @param endNanos until when
	 * @param listener to which listener
	 * @return how many were made
	 * @throws IOException when one cannot be made
	 */
	int connectUntil(long endNanos, InetSocketAddress listener) throws IOException {
		int made = 0;
		while (System.nanoTime() - endNanos < 0) {
			if (made % (REQUESTS_FOR_ONE_IDLE + 1) == 0) {
				int index = this.random.nextInt(this.idle.length);
				this.idle[index].close();
				this.idle[index] = SocketChannel.open(listener);
			}
			else {
				exchange(listener);
			}
			made++;
		}
		return made;
	}

	private void exchange(InetSocketAddress listener) throws IOException {
		try (SocketChannel channel = SocketChannel.open(listener)) {
			channel.write(ByteBuffer.wrap(REQUEST));
			while (channel.read(this.response.clear()) >= 0) {
				// Not the end yet
			}
		}
	}

}
