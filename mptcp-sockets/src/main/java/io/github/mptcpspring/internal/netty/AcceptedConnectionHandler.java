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

import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.server.PreparedListener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.UnixChannel;

/**
 * Starts to watch the connections that an MPTCP listener accepts: for handshakes that are
 * not complete, and for connections that the kernel has closed.
 */
final class AcceptedConnectionHandler extends ChannelInboundHandlerAdapter {

	private final PreparedListener listener;

	private final Descriptors descriptors;

	AcceptedConnectionHandler(PreparedListener listener, Descriptors descriptors) {
		this.listener = listener;
		this.descriptors = descriptors;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object accepted) {
		if (accepted instanceof Channel channel) {
			IoUringReadHandler.addTo(channel);
			DeadConnectionHandler.addTo(channel, this.descriptors);
			if (this.listener.acceptsEarly()) {
				acceptedEarly(channel);
			}
		}
		context.fireChannelRead(accepted);
	}

	private void acceptedEarly(Channel channel) {
		if (channel instanceof UnixChannel unixChannel) {
			this.listener.accepted(this.descriptors.find(unixChannel.fd().intValue()));
		}
		else {
			this.listener.accepted(channel.localAddress(), channel.remoteAddress());
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (!(context.channel() instanceof UnixChannel)) {
			this.listener.aboutToAccept();
		}
		context.fireChannelReadComplete();
	}

}
