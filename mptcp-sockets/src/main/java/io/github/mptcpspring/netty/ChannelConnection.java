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

package io.github.mptcpspring.netty;

import java.net.InetSocketAddress;
import java.util.Optional;

import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.MptcpSockets;
import io.netty.channel.Channel;

/**
 * Finds the connection of a channel.
 * <p>
 * With Reactor Netty's {@code HttpClient} for example:
 *
 * <pre>{@code
 * client.doOnResponse((response, connection) -> ChannelConnection.of(connection.channel(), sockets)
 *     .ifPresent((found) -> System.out.println(found.protocol() + ", subflows: " + found.subflows())));
 * }</pre>
 */
public final class ChannelConnection {

	private ChannelConnection() {
	}

	/**
	 * Find the connection of a channel.
	 * @param channel a channel, or that of a stream of HTTP/2
	 * @param sockets the sockets of this process
	 * @return the connection, or empty if the channel is not connected or has no TCP
	 * socket
	 */
	public static Optional<MptcpConnection> of(Channel channel, MptcpSockets sockets) {
		Channel parent = channel.parent();
		// The parent of an accepted channel is the listener, which has no peer
		Channel connected = (parent != null && parent.remoteAddress() != null) ? parent : channel;
		return (connected.localAddress() instanceof InetSocketAddress local
				&& connected.remoteAddress() instanceof InetSocketAddress remote)
						? Optional.of(sockets.connection(local, remote)) : Optional.empty();
	}

}
