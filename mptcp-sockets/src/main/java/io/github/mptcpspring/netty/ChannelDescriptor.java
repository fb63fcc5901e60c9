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

import java.io.IOException;
import java.net.SocketOption;

import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.UnixChannel;
import org.jspecify.annotations.Nullable;

/**
 * The way from a channel of Netty to its socket: native transports (epoll, io_uring) know
 * their descriptor, NIO hands on the options of the JDK's channel inside.
 */
public final class ChannelDescriptor {

	private ChannelDescriptor() {
	}

	public static DescriptorLookup find(Channel channel, Descriptors descriptors) {
		return (channel instanceof UnixChannel unixChannel) ? descriptors.find(unixChannel.fd().intValue())
				: descriptors.find((option) -> read(channel, option), (option, value) -> write(channel, option, value));
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
