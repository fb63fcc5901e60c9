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
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Adds a handler as the first one of a pipeline, next to the socket. Reactor Netty's
 * channel initializer also adds handlers of TLS and proxies first, before the channel is
 * registered.
 */
public final class FirstHandlerInstaller extends ChannelInboundHandlerAdapter {

	private final ChannelHandler handler;

	private FirstHandlerInstaller(ChannelHandler handler) {
		this.handler = handler;
	}

	/**
	 * Add a handler as the first one as soon as the channel is registered.
	 * @param channel the channel, not registered yet
	 * @param handler the handler
	 */
	public static void install(Channel channel, ChannelHandler handler) {
		channel.pipeline().addLast(new FirstHandlerInstaller(handler));
	}

	@Override
	public void channelRegistered(ChannelHandlerContext context) {
		context.pipeline().remove(this);
		context.pipeline().addFirst(this.handler);
		context.fireChannelRegistered();
	}

}
