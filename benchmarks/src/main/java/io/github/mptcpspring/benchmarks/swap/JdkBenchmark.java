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

package io.github.mptcpspring.benchmarks.swap;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Kept;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Channels of the JDK.
 */
public class JdkBenchmark {

	private static final MptcpSockets SOCKETS = MptcpSockets.create();

	/**
	 * Create a channel and close it.
	 * @throws IOException when it cannot be created
	 */
	@Benchmark
	public void plain() throws IOException {
		SocketChannel.open().close();
	}

	/**
	 * Create a channel, make it speak MPTCP and close it.
	 * @throws IOException when it cannot be created
	 */
	@Benchmark
	public void mptcp() throws IOException {
		try (SocketChannel channel = SocketChannel.open()) {
			if (SOCKETS.swap(channel) instanceof Kept(var because)) {
				throw new IllegalStateException(because.description());
			}
		}
	}

}
