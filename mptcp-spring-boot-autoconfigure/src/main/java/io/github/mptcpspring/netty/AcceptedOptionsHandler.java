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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.mptcpspring.socket.Shortcoming;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/**
 * Sets options on the connections that a listener accepts, MPTCP and TCP, where they take
 * them.
 */
final class AcceptedOptionsHandler extends ChannelInboundHandlerAdapter {

	private static final InternalLogger logger = InternalLoggerFactory.getInstance(AcceptedOptionsHandler.class);

	private final RefusableOptions options;

	private final Set<Shortcoming> told = ConcurrentHashMap.newKeySet();

	/**
	 * Create a new handler.
	 * @param options the options
	 * @param told what has been told already; what only a connected socket refuses is
	 * logged once
	 */
	AcceptedOptionsHandler(RefusableOptions options, Set<Shortcoming> told) {
		this.options = options;
		this.told.addAll(told);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object accepted) {
		if (accepted instanceof Channel channel) {
			this.options.setOn(channel, this::tell);
		}
		context.fireChannelRead(accepted);
	}

	private void tell(Shortcoming refused) {
		if (this.told.add(refused)) {
			logger.warn("Accepted connections: {}. {}", refused.problem(), refused.instruction());
		}
	}

}
