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

package io.github.mptcpspring.internal.netty;

import java.io.IOException;
import java.net.SocketOption;
import java.util.Optional;

import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.internal.connection.ConnectionClassifier;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.UnixChannel;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptor of a channel of Netty. Native transports (epoll, io_uring) expose
 * it, and NIO channels give access to the options of the JDK's channel.
 */
public final class ChannelDescriptor {

	private ChannelDescriptor() {
	}

	/**
	 * Find the descriptor of a channel.
	 * @param channel an open TCP channel
	 * @param descriptors finds the descriptors of NIO channels
	 * @return the descriptor, or why there is none
	 */
	public static DescriptorLookup find(Channel channel, Descriptors descriptors) {
		return (channel instanceof UnixChannel unixChannel) ? descriptors.find(unixChannel.fd().intValue())
				: descriptors.find((option) -> read(channel, option), (option, value) -> write(channel, option, value));
	}

	/**
	 * Read the state of the connection of a channel from the kernel.
	 * @param channel a connected TCP channel
	 * @param descriptors finds the descriptors of NIO channels
	 * @return the state, or empty if the channel is no longer connected or the kernel
	 * cannot be called
	 */
	public static Optional<ConnectionState> classify(Channel channel, Descriptors descriptors) {
		return find(channel, descriptors).descriptor().flatMap(ConnectionClassifier::classify);
	}

	private static Integer read(Channel channel, SocketOption<Integer> option) throws IOException {
		@Nullable Integer value;
		try {
			value = channel.config().getOption(NioChannelOption.of(option));
		}
		catch (ChannelException ex) {
			throw new IOException(ex);
		}
		if (value == null) {
			throw new UnsupportedOperationException("No " + option + " on " + channel);
		}
		return value;
	}

	private static void write(Channel channel, SocketOption<Integer> option, Integer value) throws IOException {
		try {
			channel.config().setOption(NioChannelOption.of(option), value);
		}
		catch (ChannelException ex) {
			throw new IOException(ex);
		}
	}

}
