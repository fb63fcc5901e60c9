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

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.MptcpUnavailableException.Side;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PreparingEventLoopGroup}.
 */
@Tag("kernel")
@MptcpRequired
class PreparingEventLoopGroupTests {

	private static final ClientPreparation MPTCP = new ClientPreparation(
			new ClientSockets(new ProcessSockets(), new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
			}), RefusableOptions.NONE);

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aChannelConnectsWithMptcpAndKeepsItsOptions(boolean epoll) throws Exception {
		EventLoopGroup group = group(epoll, MPTCP);
		try (ServerSocket server = MptcpServerSocket.open()) {
			Channel channel = bootstrap(group, epoll).option(ChannelOption.SO_KEEPALIVE, true)
				.connect(server.getLocalSocketAddress())
				.sync()
				.channel();
			assertThat(KernelSockets.connection((InetSocketAddress) channel.localAddress(),
					(InetSocketAddress) channel.remoteAddress()))
				.isEqualTo(KernelProtocol.MPTCP);
			assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
			channel.close().sync();
		}
		finally {
			group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
		}
		assertThat(((PreparingEventLoopGroup) group).delegate().isTerminated()).isTrue();
		assertThat(group.isTerminated()).isTrue();
	}

	@Test
	void aChannelThatMustNotBeUsedIsClosedAndTheConnectFails() throws Exception {
		EventLoopGroup group = group(false, (channel) -> {
			throw new MptcpUnavailableException(Side.CLIENT, Problem.permanent("it is a test", "Do nothing"));
		});
		try (ServerSocket server = MptcpServerSocket.open()) {
			ChannelFuture connected = bootstrap(group, false).connect(server.getLocalSocketAddress()).await();
			assertThat(connected.cause()).isInstanceOf(MptcpUnavailableException.class);
			assertThat(connected.channel().isOpen()).isFalse();
		}
		finally {
			group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
		}
	}

	private static EventLoopGroup group(boolean epoll, ChannelPreparation preparation) {
		IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
		return new PreparingEventLoopGroup(new MultiThreadIoEventLoopGroup(1, handlers), preparation);
	}

	private static Bootstrap bootstrap(EventLoopGroup group, boolean epoll) {
		return new Bootstrap().group(group)
			.channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
			.handler(new ChannelInboundHandlerAdapter());
	}

}
