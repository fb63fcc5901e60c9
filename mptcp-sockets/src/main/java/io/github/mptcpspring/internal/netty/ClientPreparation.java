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

import java.net.SocketAddress;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.DomainSocketChannel;
import io.netty.channel.unix.UnixChannel;
import org.jspecify.annotations.Nullable;

/**
 * Applies settings to the channels of a client.
 *
 * @param sockets the kit for clients
 * @param options the options of the client that MPTCP may refuse
 */
public record ClientPreparation(ClientSockets sockets, RefusableOptions options) implements ChannelPreparation {

	/** Seen with Netty 4.2.18 on Linux 6.18: a request to a closed port hangs. */
	private static final Problem REFUSAL_IS_NOT_TOLD = Problem.permanent(
			"Netty's io_uring transport does not tell of a refused connection then",
			"Take netty-transport-native-io_uring off the class path, so that Netty uses epoll");

	@Override
	public void expectClient(Class<? extends Channel> channelType) {
		if (!UnixChannel.class.isAssignableFrom(channelType) && !this.sockets.settings().isPlain()) {
			descriptors().expectNew();
		}
	}

	/**
	 * Prepare the channel of a client that is not registered and connects next.
	 * @param destination the address that it connects to, {@code null} if all are alike
	 * @param channel the channel
	 * @throws MptcpUnavailableException if the channel must not be used
	 */
	void prepareTo(@Nullable SocketAddress destination, Channel channel) throws MptcpUnavailableException {
		if (IoUringReadHandler.isIoUring(channel)) {
			this.sockets.prepareWithoutFastOpen(() -> ChannelDescriptor.find(channel, descriptors()), destination,
					REFUSAL_IS_NOT_TOLD);
		}
		else {
			this.sockets.prepare(() -> ChannelDescriptor.find(channel, descriptors()), destination);
		}
		this.options.setOn(channel, descriptors(), this.sockets::report);
	}

	private Descriptors descriptors() {
		return this.sockets.descriptors();
	}

	@Override
	public void prepare(Channel channel) throws MptcpUnavailableException {
		if (channel instanceof SocketChannel) {
			if (this.sockets.settings().isSelective()) {
				DestinationHandler.addTo(channel, this);
			}
			else {
				prepareTo(null, channel);
			}
			if (this.sockets.settings().mptcp()) {
				IoUringReadHandler.addTo(channel);
				DeadConnectionHandler.addTo(channel, descriptors());
			}
		}
		else if (channel instanceof DomainSocketChannel) {
			this.options.setOn(channel, descriptors(), this.sockets::report);
		}
	}

}
