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

package io.github.mptcpspring.reactor;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.netty.ChannelPreparation;
import io.github.mptcpspring.internal.netty.ClientPreparation;
import io.github.mptcpspring.internal.netty.IoUringReadHandler;
import io.github.mptcpspring.internal.netty.RefusableOptions;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;

/**
 * {@link ClientPreparation} for the channels of Reactor Netty's HTTP client, whose
 * handlers depend on the result of a connect, which Fast Open delays.
 *
 * @param client the preparation of channels of any client
 */
record HttpClientPreparation(ClientPreparation client) implements ChannelPreparation {

	HttpClientPreparation(ClientSockets sockets, RefusableOptions options) {
		this(new ClientPreparation(sockets, options));
	}

	ClientSockets sockets() {
		return this.client.sockets();
	}

	@Override
	public void expectClient(Class<? extends Channel> channelType) {
		this.client.expectClient(channelType);
	}

	@Override
	public void prepare(Channel channel) throws MptcpUnavailableException {
		this.client.prepare(channel);
		if (channel instanceof SocketChannel && sockets().settings().fastOpen()
				&& !IoUringReadHandler.isIoUring(channel)) {
			FastOpenConnection.addTo(channel, sockets().descriptors());
		}
	}

}
