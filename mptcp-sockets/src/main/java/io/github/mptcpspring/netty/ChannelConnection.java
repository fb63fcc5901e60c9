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
import io.github.mptcpspring.internal.connection.ConnectionClassifier;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.netty.channel.Channel;

/**
 * Asks the kernel what the connection of a channel is.
 */
public final class ChannelConnection {

	private ChannelConnection() {
	}

	/**
	 * Ask the kernel what the connection of a channel is.
	 * @param channel a TCP channel that is connected
	 * @param sockets the sockets of this process
	 * @return what it is, empty when it cannot be asked or is no longer connected
	 */
	public static Optional<ConnectionState> of(Channel channel, MptcpSockets sockets) {
		return of(channel, sockets.descriptors());
	}

	static Optional<ConnectionState> of(Channel channel, Descriptors descriptors) {
		return ChannelDescriptor.find(channel, descriptors).descriptor().flatMap(ConnectionClassifier::classify);
	}

}
