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
import java.nio.channels.ClosedChannelException;

import io.github.mptcpspring.MptcpUnavailableException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Prepares the channel of a client when it connects, because its destination decides
 * whether it uses MPTCP.
 * <p>
 * Netty registers a channel with its event loop before it resolves the name of the
 * destination, and the selector of a loop loses a descriptor that is replaced. So a
 * channel that is to use MPTCP is deregistered, prepared and registered again, which
 * other handlers do not notice.
 */
final class DestinationHandler extends ChannelDuplexHandler {

	private final ClientPreparation preparation;

	private boolean preparing;

	private boolean withheld;

	private DestinationHandler(ClientPreparation preparation) {
		this.preparation = preparation;
	}

	/**
	 * Add the handler to a channel until it connects.
	 * @param channel the channel, not registered yet
	 * @param preparation the preparation of the channel
	 */
	static void addTo(Channel channel, ClientPreparation preparation) {
		FirstHandlerInstaller.install(channel, new DestinationHandler(preparation));
	}

	@Override
	public void connect(ChannelHandlerContext context, SocketAddress remoteAddress, SocketAddress localAddress,
			ChannelPromise promise) {
		if (!this.preparation.sockets().settings().isMptcpTo(remoteAddress)) {
			prepareAndConnect(context, remoteAddress, localAddress, promise);
			return;
		}
		this.preparing = true;
		context.deregister().addListener((deregistered) -> {
			if (deregistered.isSuccess()) {
				// Later, because the io_uring transport is not done yet when it says so
				context.executor().execute(() -> prepareAndRegister(context, remoteAddress, localAddress, promise));
			}
			else {
				fail(context, promise, deregistered.cause());
			}
		});
	}

	private void prepareAndRegister(ChannelHandlerContext context, SocketAddress remoteAddress,
			SocketAddress localAddress, ChannelPromise promise) {
		if (prepare(context, remoteAddress, promise)) {
			Channel channel = context.channel();
			channel.eventLoop().register(channel).addListener((registered) -> {
				if (registered.isSuccess()) {
					connectFurther(context, remoteAddress, localAddress, promise);
				}
				else {
					fail(context, promise, registered.cause());
				}
			});
		}
	}

	private void prepareAndConnect(ChannelHandlerContext context, SocketAddress remoteAddress,
			SocketAddress localAddress, ChannelPromise promise) {
		if (prepare(context, remoteAddress, promise)) {
			connectFurther(context, remoteAddress, localAddress, promise);
		}
	}

	private boolean prepare(ChannelHandlerContext context, SocketAddress remoteAddress, ChannelPromise promise) {
		if (!context.channel().isOpen()) {
			closed(context, promise);
			return false;
		}
		try {
			this.preparation.prepareTo(remoteAddress, context.channel());
			return true;
		}
		catch (MptcpUnavailableException | RuntimeException ex) {
			fail(context, promise, ex);
			return false;
		}
	}

	// Its descriptor may be that of another socket now
	private void closed(ChannelHandlerContext context, ChannelPromise promise) {
		promise.tryFailure(new ClosedChannelException());
		if (this.withheld) {
			context.pipeline().fireChannelUnregistered();
		}
	}

	private void connectFurther(ChannelHandlerContext context, SocketAddress remoteAddress, SocketAddress localAddress,
			ChannelPromise promise) {
		this.preparing = false;
		context.connect(remoteAddress, localAddress, promise);
		context.pipeline().remove(this);
	}

	private static void fail(ChannelHandlerContext context, ChannelPromise promise, Throwable cause) {
		promise.tryFailure(cause);
		context.channel().unsafe().closeForcibly();
	}

	@Override
	public void channelUnregistered(ChannelHandlerContext context) {
		if (this.preparing && context.channel().isOpen()) {
			this.withheld = true;
		}
		else {
			context.fireChannelUnregistered();
		}
	}

	@Override
	public void channelRegistered(ChannelHandlerContext context) {
		if (!this.preparing) {
			context.fireChannelRegistered();
		}
	}

}
