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

import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.socket.ConnectionReader;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ConnectTimeoutException;

/**
 * Keeps the connect timeout of a client with Fast Open.
 * <p>
 * When a cookie is known the connection is active before anything has been sent, and
 * Netty's own timeout is over then. So this one runs from the first data, which carries
 * the SYN, and closes the channel when the SYN still has no answer at its end. Where the
 * connection is there already when it becomes active, this handler is gone at once.
 */
final class FastOpenConnectTimeout extends ChannelDuplexHandler {

	private boolean running;

	@Override
	public void channelActive(ChannelHandlerContext context) {
		if (!isConnecting(context.channel())) {
			context.pipeline().remove(this);
		}
		context.fireChannelActive();
	}

	@Override
	public void flush(ChannelHandlerContext context) {
		context.flush();
		int timeoutMillis = context.channel().config().getConnectTimeoutMillis();
		if (!this.running && timeoutMillis > 0 && context.channel().isActive()) {
			this.running = true;
			context.executor().schedule(() -> expire(context, timeoutMillis), timeoutMillis, TimeUnit.MILLISECONDS);
		}
	}

	private void expire(ChannelHandlerContext context, int timeoutMillis) {
		if (context.isRemoved()) {
			return;
		}
		Channel channel = context.channel();
		if (channel.isOpen() && isConnecting(channel)) {
			context.fireExceptionCaught(new ConnectTimeoutException(
					"connection timed out after " + timeoutMillis + " ms: " + channel.remoteAddress()));
			context.close();
		}
		else {
			context.pipeline().remove(this);
		}
	}

	private static boolean isConnecting(Channel channel) {
		return ConnectionReader.ofThisHost().isConnecting(ChannelReference.to(channel));
	}

}
