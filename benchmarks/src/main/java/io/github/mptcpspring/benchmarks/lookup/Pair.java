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

package io.github.mptcpspring.benchmarks.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;

/**
 * A connection to a listener that speaks MPTCP, both ends of which are here.
 *
 * @param connected the end that connected
 * @param accepted the end that was accepted
 */
record Pair(SocketChannel connected, SocketChannel accepted) implements AutoCloseable {

	private static final Descriptors DESCRIPTORS = new Descriptors(new Kernel());

	static ServerSocketChannel listen(MptcpSockets sockets) throws IOException {
		ServerSocketChannel listener = ServerSocketChannel.open();
		if (sockets.swap(listener) instanceof Kept(var because)) {
			throw new IllegalStateException(because.description());
		}
		return listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
	}

	static Pair connect(ServerSocketChannel listener, MptcpSockets sockets, boolean mptcp) throws IOException {
		SocketChannel connected = SocketChannel.open();
		if (mptcp && sockets.swap(connected) instanceof Kept(var because)) {
			throw new IllegalStateException(because.description());
		}
		connected.connect(listener.getLocalAddress());
		Pair pair = new Pair(connected, listener.accept());
		pair.connected.write(ByteBuffer.allocate(1));
		pair.accepted.read(ByteBuffer.allocate(1));
		return pair;
	}

	MptcpConnection connection(MptcpSockets sockets) throws IOException {
		return sockets.connection((InetSocketAddress) this.accepted.getLocalAddress(),
				(InetSocketAddress) this.accepted.getRemoteAddress());
	}

	Descriptor descriptor() {
		return DESCRIPTORS.find(this.accepted).descriptor().orElseThrow();
	}

	@Override
	public void close() throws IOException {
		this.connected.close();
		this.accepted.close();
	}

}
