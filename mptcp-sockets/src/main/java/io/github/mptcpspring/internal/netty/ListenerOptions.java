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

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.PreparedListener;
import io.netty.channel.Channel;

/**
 * The options of a listener and of its accepted connections that MPTCP may refuse.
 *
 * @param own the options of the listener
 * @param accepted the options of the accepted connections
 * @param channels creates a TCP channel like the accepted ones
 */
public record ListenerOptions(RefusableOptions own, RefusableOptions accepted, Supplier<Channel> channels) {

	static final ListenerOptions NONE = new ListenerOptions(RefusableOptions.NONE, RefusableOptions.NONE, () -> {
		throw new IllegalStateException();
	});

	/**
	 * Set the options of a listener, and determine the options that its connections will
	 * refuse.
	 * @param channel the channel of the listener
	 * @param listener the listener
	 * @param sockets the sockets of this process
	 * @return the listener with the problems
	 */
	PreparedListener setOn(Channel channel, PreparedListener listener, ProcessSockets sockets) {
		Set<Problem> refused = new LinkedHashSet<>();
		this.own.setOn(channel, sockets.descriptors(), refused::add);
		if (!this.accepted.options().isEmpty() && listener.state().protocol() == Protocol.MPTCP) {
			refused.addAll(tryOnConnections(sockets));
		}
		return listener.with(refused);
	}

	/**
	 * Set the options of the connections that a listener accepts.
	 * @param channel the channel of the listener
	 * @param listener is notified of the options that they refuse
	 * @param descriptors finds the descriptors of connections
	 */
	void setOnAccepted(Channel channel, PreparedListener listener, Descriptors descriptors) {
		if (!this.accepted.options().isEmpty()) {
			channel.pipeline().addLast(new AcceptedOptionsHandler(this.accepted, listener, descriptors));
		}
	}

	private Set<Problem> tryOnConnections(ProcessSockets sockets) {
		Channel mptcp = this.channels.get();
		Channel tcp = this.channels.get();
		try {
			return (sockets.swap(ChannelDescriptor.find(mptcp, sockets.descriptors())) instanceof Swapped)
					? this.accepted.findRefused(mptcp, tcp) : Set.of();
		}
		finally {
			mptcp.unsafe().closeForcibly();
			tcp.unsafe().closeForcibly();
		}
	}

}
