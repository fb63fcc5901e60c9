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
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections whose handshake is never completed.
 */
final class PendingClients implements AutoCloseable {

	/** The server takes its time to answer that many requests. */
	private static final int AT_ONCE = 100;

	private final List<SocketChannel> connections = new ArrayList<>();

	void open(int port, int number) throws IOException, InterruptedException {
		for (int i = 1; i <= number; i++) {
			this.connections.add(EarlyData.send(port));
			if (i % AT_ONCE == 0) {
				TimeUnit.MILLISECONDS.sleep(100);
			}
		}
		TimeUnit.SECONDS.sleep(2);
	}

	@Override
	public void close() throws IOException {
		for (SocketChannel connection : this.connections) {
			connection.close();
		}
	}

}
