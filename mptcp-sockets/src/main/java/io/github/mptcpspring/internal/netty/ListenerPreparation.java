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

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.PreparedListener;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;

/**
 * Applies settings to the listeners of a server. Accepted connections have the protocol
 * of their listener. Datagram channels (QUIC) and Unix domain channels are not changed.
 */
public final class ListenerPreparation implements ChannelPreparation {

	private final ListenerSockets sockets;

	private final ListenerOptions options;

	private final String server;

	/**
	 * Create a new preparation.
	 * @param sockets the kit for servers
	 */
	public ListenerPreparation(ListenerSockets sockets) {
		this(sockets, ListenerOptions.NONE, "Netty");
	}

	private ListenerPreparation(ListenerSockets sockets, ListenerOptions options, String server) {
		this.sockets = sockets;
		this.options = options;
		this.server = server;
	}

	/**
	 * Return a copy for a server that is not Netty by name.
	 * @param server the name of the server, {@code RSocket} for example
	 * @return the copy
	 */
	public ListenerPreparation named(String server) {
		return new ListenerPreparation(this.sockets, this.options, server);
	}

	/**
	 * Return a copy that also sets options.
	 * @param options the options of the server that MPTCP may refuse
	 * @return the copy
	 */
	public ListenerPreparation with(ListenerOptions options) {
		return new ListenerPreparation(this.sockets, options, this.server);
	}

	@Override
	public void prepare(Channel channel) throws MptcpUnavailableException {
		switch (channel) {
			case ServerSocketChannel _ -> prepareListener(channel);
			case DatagramChannel _ -> report(channel, this.sockets.leaveQuic());
			case ServerChannel _ ->
				report(channel, this.sockets.leaveUnixDomain("Bind the server to a host and a port"));
			default -> {
				// Not a listener
			}
		}
	}

	private void prepareListener(Channel channel) throws MptcpUnavailableException {
		Descriptors descriptors = this.sockets.descriptors();
		PreparedListener listener = report(channel,
				this.sockets.prepare(() -> ChannelDescriptor.find(channel, descriptors)));
		if (listener.state().protocol() == Protocol.MPTCP) {
			channel.pipeline().addLast(new AcceptedConnectionHandler(listener, descriptors));
		}
	}

	private PreparedListener report(Channel channel, PreparedListener listener) {
		ProcessSockets sockets = this.sockets.sockets();
		PreparedListener complete = this.options.setOn(channel, listener, sockets);
		channel.pipeline().addLast(new ListenerLifecycleHandler(this.server, complete));
		this.options.setOnAccepted(channel, complete, sockets.descriptors());
		return complete;
	}

}
