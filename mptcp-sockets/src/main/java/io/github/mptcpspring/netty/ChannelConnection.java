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

import java.util.Optional;

import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.internal.netty.ChannelDescriptor;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.netty.channel.Channel;

/**
 * Reads the state of the connection of a channel from the kernel.
 * <p>
 * With Reactor Netty's {@code HttpClient} for example:
 *
 * <pre>{@code
 * client.doOnResponse((response, connection) -> ChannelConnection.of(connection.channel(), sockets)
 *     .ifPresent((state) -> System.out.println(state.protocol() + ", subflows: " + state.subflows())));
 * }</pre>
 */
public final class ChannelConnection {

	private ChannelConnection() {
	}

	/**
	 * Read the state of the connection of a channel.
	 * @param channel a connected TCP channel
	 * @param sockets the sockets of this process
	 * @return the state, or empty if the channel is no longer connected or the kernel
	 * cannot be called
	 */
	public static Optional<ConnectionState> of(Channel channel, MptcpSockets sockets) {
		return ChannelDescriptor.classify(channel, ProcessSockets.of(sockets).descriptors());
	}

}
