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

package io.github.mptcpspring.benchmarks.snapshot;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Kept;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * MPTCP connections of this process that are established and idle.
 */
@State(Scope.Benchmark)
public class LiveConnections {

	private static final MptcpSockets SOCKETS = MptcpSockets.create();

	/** How many there are. {@link SnapshotCost} says for which numbers. */
	@Param("10000")
	private int connections;

	private final List<SocketChannel> channels = new ArrayList<>();

	private @Nullable Peer peer;

	/**
	 * Make the connections.
	 * @throws IOException when one cannot be made
	 */
	@Setup(Level.Trial)
	public void open() throws IOException {
		Peer started = Peer.start();
		this.peer = started;
		for (int i = 0; i < this.connections; i++) {
			SocketChannel channel = SocketChannel.open();
			this.channels.add(channel);
			if (SOCKETS.swap(channel) instanceof Kept(var because)) {
				throw new IllegalStateException(because.description());
			}
			channel.connect(started.address());
		}
	}

	int count() {
		return this.connections;
	}

	int peerPort() {
		return Objects.requireNonNull(this.peer).address().getPort();
	}

	/**
	 * Close the connections.
	 * @throws IOException when one cannot be closed
	 */
	@TearDown(Level.Trial)
	public void close() throws IOException {
		for (SocketChannel channel : this.channels) {
			channel.close();
		}
		Objects.requireNonNull(this.peer).close();
	}

}
