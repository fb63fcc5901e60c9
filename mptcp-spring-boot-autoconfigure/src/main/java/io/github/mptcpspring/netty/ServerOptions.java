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

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

import io.github.mptcpspring.socket.Descriptors;
import io.github.mptcpspring.socket.MptcpSockets;
import io.github.mptcpspring.socket.PreparedListener;
import io.github.mptcpspring.socket.Problem;
import io.github.mptcpspring.socket.Protocol;
import io.github.mptcpspring.socket.SwapResult.Swapped;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerConfig;
import reactor.netty.resources.LoopResources;

/**
 * The options of a server that MPTCP may refuse.
 *
 * @param own those of its listener
 * @param accepted those of the connections that it accepts
 * @param channels makes a TCP channel as it accepts them
 */
record ServerOptions(RefusableOptions own, RefusableOptions accepted, Supplier<Channel> channels) {

	static final ServerOptions NONE = new ServerOptions(RefusableOptions.NONE, RefusableOptions.NONE, () -> {
		throw new IllegalStateException();
	});

	static ServerOptions of(HttpServerConfig configuration) {
		return new ServerOptions(
				RefusableOptions.among(configuration.options(), ChannelOption.SO_REUSEADDR, ChannelOption.SO_BACKLOG),
				RefusableOptions.among(configuration.childOptions()), () -> {
					LoopResources loops = configuration.loopResources();
					return loops.onChannel(SocketChannel.class, loops.onServer(configuration.isPreferNative()));
				});
	}

	/**
	 * Take the options out of the configuration of a server.
	 * @param server the server
	 * @return the server without them
	 */
	HttpServer removeFrom(HttpServer server) {
		HttpServer withoutOwn = this.own.removeFrom(server, (from, option) -> from.option(option, null));
		return this.accepted.removeFrom(withoutOwn, (from, option) -> from.childOption(option, null));
	}

	/**
	 * Set the options of a listener, and find out what its connections will refuse.
	 * @param channel the channel of the listener
	 * @param listener the listener
	 * @param sockets the sockets of this process
	 * @return the listener, with what MPTCP refuses
	 */
	PreparedListener setOn(Channel channel, PreparedListener listener, MptcpSockets sockets) {
		Set<Problem> refused = new LinkedHashSet<>();
		this.own.setOn(channel, sockets.descriptors(), refused::add);
		if (!this.accepted.options().isEmpty() && listener.state().protocol() == Protocol.MPTCP) {
			refused.addAll(tryOnConnections(sockets));
		}
		return listener.with(refused);
	}

	/**
	 * Have the options of the connections set that a listener accepts.
	 * @param channel the channel of the listener
	 * @param listener is told what they refuse once they are connected
	 * @param descriptors the way to their descriptors
	 */
	void setOnAccepted(Channel channel, PreparedListener listener, Descriptors descriptors) {
		if (!this.accepted.options().isEmpty()) {
			channel.pipeline().addLast(new AcceptedOptionsHandler(this.accepted, listener, descriptors));
		}
	}

	private Set<Problem> tryOnConnections(MptcpSockets sockets) {
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
