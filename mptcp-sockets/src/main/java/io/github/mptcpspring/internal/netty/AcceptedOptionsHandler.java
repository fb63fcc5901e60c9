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

/**
 * Sets options on the MPTCP and TCP connections that a listener accepts. Options that a
 * connection refuses are reported as a problem of the listener.
 */
final class AcceptedOptionsHandler extends ChannelInboundHandlerAdapter {

	private final RefusableOptions options;

	private final PreparedListener listener;

	private final Descriptors descriptors;

	/**
	 * Create a new handler.
	 * @param options the options
	 * @param listener is notified of refused options, for every connection
	 * @param descriptors finds the descriptors of connections
	 */
	AcceptedOptionsHandler(RefusableOptions options, PreparedListener listener, Descriptors descriptors) {
		this.options = options;
		this.listener = listener;
		this.descriptors = descriptors;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object accepted) {
		if (accepted instanceof Channel channel) {
			this.options.setOn(channel, this.descriptors, this.listener::refused);
		}
		context.fireChannelRead(accepted);
	}

}
