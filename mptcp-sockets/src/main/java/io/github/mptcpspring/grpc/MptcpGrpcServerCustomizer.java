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

import java.net.SocketAddress;
import java.util.function.Consumer;

import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.internal.netty.ListenerPreparation;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ServerChannel;

/**
 * Lets a gRPC server on Netty listen with MPTCP and Fast Open.
 * <p>
 * Without Spring:
 *
 * <pre>{@code
 * try (MptcpGrpcEventLoops loops = new MptcpGrpcEventLoops()) {
 *     NettyServerBuilder builder = NettyServerBuilder.forPort(9090).addService(service);
 *     new MptcpGrpcServerCustomizer(MptcpSockets.create(), new ListenerSettings(true, OnUnavailable.FALLBACK, 0),
 *             (listener) -> System.out.println(listener.state().protocol()), loops)
 *         .accept(builder);
 *     builder.build().start().awaitTermination();
 * }
 * }</pre>
 */
public final class MptcpGrpcServerCustomizer implements Consumer<NettyServerBuilder> {

	private final ListenerSockets sockets;

	private final MptcpGrpcEventLoops loops;

	/**
	 * Create a new customizer.
	 * @param sockets the sockets of this process
	 * @param settings the settings of listeners
	 * @param observer is notified when a listener is bound and when it is closed
	 * @param loops the event loops to run on
	 */
	public MptcpGrpcServerCustomizer(MptcpSockets sockets, ListenerSettings settings, ListenerObserver observer,
			MptcpGrpcEventLoops loops) {
		this.sockets = new ListenerSockets(ProcessSockets.of(sockets), settings, observer);
		this.loops = loops;
	}

	/**
	 * Apply the settings to a server.
	 * @param builder the builder of a server that listens on ports. Its type of channel
	 * and its event loops are replaced, unless they are set afterwards
	 */
	@Override
	public void accept(NettyServerBuilder builder) {
		if (!this.sockets.settings().isPlain()) {
			ListenerPreparation preparation = new ListenerPreparation(this.sockets).named("gRPC");
			builder.channelFactory(() -> prepared(this.loops.newListener(), preparation))
				.bossEventLoopGroup(this.loops.boss())
				.workerEventLoopGroup(this.loops.workers());
		}
	}

	private static ServerChannel prepared(ServerChannel channel, ListenerPreparation preparation) {
		try {
			preparation.prepare(channel);
		}
		catch (MptcpUnavailableException ex) {
			channel.pipeline().addLast(new RefusedBind(ex));
		}
		return channel;
	}

	/**
	 * Lets a listener fail when it is bound: with a failure of its factory gRPC does not
	 * say why it does not start.
	 */
	private static final class RefusedBind extends ChannelOutboundHandlerAdapter {

		private final MptcpUnavailableException failure;

		private RefusedBind(MptcpUnavailableException failure) {
			this.failure = failure;
		}

		@Override
		public void bind(ChannelHandlerContext context, SocketAddress localAddress, ChannelPromise promise) {
			promise.setFailure(this.failure);
		}

	}

}
