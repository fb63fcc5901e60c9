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

import io.github.mptcpspring.internal.server.PreparedListener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Reports a listener from when it is bound until its channel is closed. Whoever has bound
 * it learns that after the report, and so does everybody whom it tells.
 */
final class ListenerLifecycleHandler extends ChannelDuplexHandler {

	private final String server;

	private final PreparedListener listener;

	/**
	 * Create a new handler.
	 * @param server the name of the server
	 * @param listener the listener
	 */
	ListenerLifecycleHandler(String server, PreparedListener listener) {
		this.server = server;
		this.listener = listener;
	}

	@Override
	public void bind(ChannelHandlerContext context, SocketAddress localAddress, ChannelPromise promise) {
		ChannelPromise bound = context.newPromise();
		bound.addListener((future) -> {
			if (future.isSuccess()) {
				report(context.channel(), promise);
			}
			else {
				promise.tryFailure(future.cause());
			}
		});
		context.bind(localAddress, bound);
	}

	private void report(Channel channel, ChannelPromise promise) {
		try {
			this.listener.opened(this.server, channel.localAddress());
		}
		finally {
			promise.trySuccess();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.listener.closed();
		context.fireChannelInactive();
	}

}
