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

import java.util.Optional;
import java.util.function.Supplier;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionClassifier;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.UnixChannel;

/**
 * Lets {@link DeadConnectionReaper} watch a connection while it is active.
 */
final class DeadConnectionHandler extends ChannelInboundHandlerAdapter {

	private final Descriptors descriptors;

	private final Supplier<DeadConnectionReaper> ofThisLoop;

	/**
	 * Create a new handler.
	 * @param descriptors finds the descriptors of channels
	 * @param ofThisLoop returns the reaper of the current event loop
	 */
	DeadConnectionHandler(Descriptors descriptors, Supplier<DeadConnectionReaper> ofThisLoop) {
		this.descriptors = descriptors;
		this.ofThisLoop = ofThisLoop;
	}

	/**
	 * Watch a connection while it is active.
	 * @param channel the channel, not registered yet. NIO channels are not watched: the
	 * selector handles a hang-up as input.
	 * @param descriptors finds its descriptor
	 */
	static void addTo(Channel channel, Descriptors descriptors) {
		if (channel instanceof UnixChannel) {
			channel.pipeline().addLast(new DeadConnectionHandler(descriptors, DeadConnectionReaper::ofThisLoop));
		}
	}

	static boolean isGivenUp(Channel channel) {
		DeadConnectionHandler handler = channel.pipeline().get(DeadConnectionHandler.class);
		return handler != null && handler.descriptor(channel).filter(ConnectionClassifier::isGivenUp).isPresent();
	}

	private Optional<BorrowedDescriptor> descriptor(Channel channel) {
		return ChannelDescriptor.find(channel, this.descriptors).descriptor();
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		if (speaksMptcp(context.channel())) {
			this.ofThisLoop.get().watch(context.channel());
		}
		context.fireChannelActive();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.ofThisLoop.get().unwatch(context.channel());
		context.fireChannelInactive();
	}

	// The kernel reports the end of a TCP connection, and of one that fell back to TCP
	private boolean speaksMptcp(Channel channel) {
		return ChannelDescriptor.classify(channel, this.descriptors)
			.filter((state) -> state.protocol() == Protocol.MPTCP)
			.isPresent();
	}

}
