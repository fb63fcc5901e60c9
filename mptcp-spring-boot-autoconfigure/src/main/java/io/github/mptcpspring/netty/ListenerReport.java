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

import io.github.mptcpspring.socket.Listener;
import io.github.mptcpspring.socket.ListenerObserver;
import io.github.mptcpspring.socket.ListenerState;
import io.github.mptcpspring.socket.Problem;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Reports a listener while it is bound, which is while its channel is active, and what
 * its connections turn out to refuse.
 */
final class ListenerReport extends ChannelInboundHandlerAdapter {

	private final ListenerState state;

	private final ListenerObserver observer;

	private @Nullable Listener listener;

	ListenerReport(ListenerState state, ListenerObserver observer) {
		this.state = state;
		this.observer = observer;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		Listener opened = new Listener("Netty", context.channel().localAddress(), this.state);
		this.listener = opened;
		this.observer.opened(opened);
		context.fireChannelActive();
	}

	/**
	 * Report what a connection refuses that the listener has accepted, once. Called by
	 * the event loop of the listener.
	 * @param refused what it refuses
	 */
	void refused(Problem refused) {
		Listener before = this.listener;
		if (before != null && !before.state().problems().contains(refused)) {
			Listener now = before.with(refused);
			this.listener = now;
			this.observer.changed(before, now);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		Listener closed = this.listener;
		this.listener = null;
		if (closed != null) {
			this.observer.closed(closed);
		}
		context.fireChannelInactive();
	}

}
