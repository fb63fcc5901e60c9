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

package io.github.mptcpspring.grpc;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.netty.ClientPreparation;
import io.github.mptcpspring.internal.netty.ConnectPreparation;
import io.github.mptcpspring.internal.netty.RefusableOptions;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.Channel;

/**
 * Lets a gRPC channel on Netty connect with MPTCP.
 * <p>
 * Without Spring:
 *
 * <pre>{@code
 * try (MptcpGrpcEventLoops loops = new MptcpGrpcEventLoops()) {
 *     NettyChannelBuilder builder = NettyChannelBuilder.forAddress("localhost", 9090).usePlaintext();
 *     new MptcpGrpcChannelCustomizer(MptcpSockets.create(), new ClientSettings(true, OnUnavailable.FALLBACK, false),
 *             (problem) -> System.err.println(problem.summary()), loops)
 *         .accept(builder);
 *     ManagedChannel channel = builder.build();
 * }
 * }</pre>
 */
public final class MptcpGrpcChannelCustomizer implements Consumer<NettyChannelBuilder> {

	private final ClientSockets sockets;

	private final MptcpGrpcEventLoops loops;

	/**
	 * Create a new customizer.
	 * @param sockets the sockets of this process
	 * @param settings the settings of clients. Fast Open is not used
	 * @param observer is notified of the result for each socket
	 * @param loops the event loops to run on
	 */
	public MptcpGrpcChannelCustomizer(MptcpSockets sockets, ClientSettings settings, ProblemObserver observer,
			MptcpGrpcEventLoops loops) {
		this.sockets = new ClientSockets(ProcessSockets.of(sockets), settings.withoutFastOpen(), observer);
		this.loops = loops;
	}

	/**
	 * Apply the settings to a channel.
	 * @param builder the builder of a channel that connects to hosts and ports. Its type
	 * of channel and its event loops are replaced, unless they are set afterwards
	 */
	@Override
	public void accept(NettyChannelBuilder builder) {
		if (!this.sockets.settings().isPlain()) {
			ConnectPreparation preparation = new ConnectPreparation(
					new ClientPreparation(this.sockets, RefusableOptions.NONE));
			builder.channelFactory(() -> prepared(preparation), InetSocketAddress.class)
				.eventLoopGroup(this.loops.workers());
		}
	}

	private Channel prepared(ConnectPreparation preparation) {
		Channel channel = this.loops.newClient();
		preparation.prepare(channel);
		return channel;
	}

}
