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

import io.github.mptcpspring.socket.AcceptedSockets;
import io.github.mptcpspring.socket.HandshakeWatch;
import io.github.mptcpspring.socket.ListenerState;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.UnixChannel;
import org.jspecify.annotations.Nullable;

/**
 * Has the connections watched that an MPTCP listener accepts: until they are complete,
 * and for being given up.
 */
final class AcceptedConnectionHandler extends ChannelInboundHandlerAdapter {

	private final @Nullable AcceptedSockets early;

	AcceptedConnectionHandler(ListenerState listener) {
		this.early = listener.acceptsEarly() ? AcceptedSockets.ofThisHost() : null;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object accepted) {
		if (accepted instanceof Channel channel) {
			IoUringReadHandler.addTo(channel);
			GivenUpConnectionHandler.addTo(channel);
			if (this.early != null) {
				HandshakeWatch.ofThisHost().accepted(ChannelReference.toAccepted(channel, this.early));
			}
		}
		context.fireChannelRead(accepted);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.early != null && !(context.channel() instanceof UnixChannel)) {
			this.early.expectNext();
		}
		context.fireChannelReadComplete();
	}

}
