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

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.EpollChannelOption;

/**
 * Takes {@code TCP_USER_TIMEOUT} off a channel of epoll before it is prepared, because
 * with this option it would stay with TCP, and sets it again afterwards.
 * <p>
 * An MPTCP socket refuses it. That is not reported: the client that sets it also sends
 * keepalive pings, which end a dead connection after the same time.
 */
final class UserTimeout {

	private int millis;

	private UserTimeout() {
	}

	/**
	 * Let a handler prepare a channel without the option when it connects.
	 * @param channel the channel, not registered yet
	 * @param addPreparation adds the handler as the first one of the channel
	 */
	static void setAside(Channel channel, Runnable addPreparation) {
		UserTimeout timeout = new UserTimeout();
		FirstHandlerInstaller.install(channel, timeout.new Remover());
		addPreparation.run();
		FirstHandlerInstaller.install(channel, timeout.new Restorer());
	}

	/**
	 * Runs before the preparation.
	 */
	private final class Remover extends ChannelOutboundHandlerAdapter {

		@Override
		public void connect(ChannelHandlerContext context, SocketAddress remoteAddress, SocketAddress localAddress,
				ChannelPromise promise) {
			Integer set = context.channel().config().getOption(EpollChannelOption.TCP_USER_TIMEOUT);
			if (set != null && set > 0) {
				UserTimeout.this.millis = set;
				context.channel().config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, 0);
			}
			context.connect(remoteAddress, localAddress, promise);
			context.pipeline().remove(this);
		}

	}

	/**
	 * Runs after the preparation.
	 */
	private final class Restorer extends ChannelOutboundHandlerAdapter {

		@Override
		public void connect(ChannelHandlerContext context, SocketAddress remoteAddress, SocketAddress localAddress,
				ChannelPromise promise) {
			if (UserTimeout.this.millis > 0) {
				restore(context.channel());
			}
			context.connect(remoteAddress, localAddress, promise);
			context.pipeline().remove(this);
		}

		private void restore(Channel channel) {
			try {
				channel.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, UserTimeout.this.millis);
			}
			catch (ChannelException ex) {
				// MPTCP refuses it, see above
			}
		}

	}

}
