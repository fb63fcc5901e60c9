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

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.UnixChannel;

/**
 * {@link ClientPreparation} for the channels of a client that sets options after it has
 * created a channel, and fails if MPTCP refuses one. They are prepared when they connect.
 *
 * @param client the preparation of channels of any client
 */
public record ConnectPreparation(ClientPreparation client) implements ChannelPreparation {

	@Override
	public void prepare(Channel channel) {
		if (channel instanceof SocketChannel) {
			if (channel instanceof UnixChannel) {
				UserTimeout.setAside(channel, () -> DestinationHandler.addTo(channel, this.client));
			}
			else {
				DestinationHandler.addTo(channel, this.client);
			}
			DeadConnectionHandler.addTo(channel, this.client.sockets().descriptors());
		}
	}

}
