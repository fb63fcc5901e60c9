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

package io.github.mptcpspring.sample;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.netty.ChannelConnection;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.reactive.ClientHttpRequest;

/**
 * A download under way. It counts the bytes, keeps none of them, and asks the kernel
 * about the connection while it is certain to be this one: before the first byte is sent
 * and when the last one has arrived.
 */
class RelayedDownload {

	private final long startNanos = System.nanoTime();

	private final ByteCount expected;

	private final MptcpSockets sockets;

	private long bytes;

	private @Nullable Channel channel;

	private Optional<ConnectionState> connection = Optional.empty();

	RelayedDownload(ByteCount expected, MptcpSockets sockets) {
		this.expected = expected;
		this.sockets = sockets;
	}

	void sendingOn(ClientHttpRequest request) {
		// Reactor Netty's request is its connection too
		if (request.getNativeRequest() instanceof reactor.netty.Connection nettyConnection) {
			this.channel = nettyConnection.channel();
			askKernel(this.channel);
		}
	}

	void received(DataBuffer buffer) {
		this.bytes += buffer.readableByteCount();
		DataBufferUtils.release(buffer);
		if (this.bytes == this.expected.value() && this.channel != null) {
			askKernel(this.channel);
		}
	}

	private void askKernel(Channel channel) {
		this.connection = ChannelConnection.of(channel, this.sockets)
			.flatMap(MptcpConnection::state)
			.or(() -> this.connection);
	}

	RelayReport report() {
		long millis = Duration.ofNanos(System.nanoTime() - this.startNanos).toMillis();
		return new RelayReport(this.bytes, millis,
				this.connection.map((known) -> known.protocol().name().toLowerCase(Locale.ROOT)).orElse(null),
				this.connection.map(ConnectionState::subflows).orElse(null));
	}

}
