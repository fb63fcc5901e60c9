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

import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.DestinationPattern;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a channel which is closed before its socket is replaced is left alone: its
 * descriptor may be that of another socket.
 */
@Tag("kernel")
@MptcpRequired
class ClosedChannelTests {

	private static final InetSocketAddress DESTINATION = new InetSocketAddress("127.0.0.1", 9);

	private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();

	private final Queue<String> events = new ConcurrentLinkedQueue<>();

	private final CompletableFuture<Void> removed = new CompletableFuture<>();

	/**
	 * The channel is closed by the task that connects it, or by the next one.
	 */
	@ParameterizedTest
	@MethodSource
	void isLeftAlone(IoHandlerFactory transport, Class<? extends Channel> type, boolean atOnce) throws Exception {
		ClientSettings settings = new ClientSettings(true, OnUnavailable.FAIL, false,
				List.of(DestinationPattern.of("127.0.0.0/8")), List.of());
		EventLoopGroup loops = MptcpEventLoops.forClients(new MultiThreadIoEventLoopGroup(1, transport),
				MptcpSockets.create(), settings, this.problems::add);
		try {
			Channel channel = new Bootstrap().group(loops)
				.channel(type)
				.handler(new Witness())
				.register()
				.sync()
				.channel();
			ChannelFuture connected = channel.eventLoop().submit(() -> connectAndClose(channel, atOnce)).get();
			assertThat(connected.await().cause()).isInstanceOf(ClosedChannelException.class);
			this.removed.get(10, TimeUnit.SECONDS);
			assertThat(this.events).containsExactly("registered", "unregistered");
			assertThat(this.problems).isEmpty();
		}
		finally {
			loops.shutdownGracefully();
		}
	}

	private static ChannelFuture connectAndClose(Channel channel, boolean atOnce) {
		ChannelFuture connected = channel.connect(DESTINATION);
		if (atOnce) {
			channel.close();
		}
		else {
			channel.eventLoop().execute(channel::close);
		}
		return connected;
	}

	static List<Arguments> isLeftAlone() {
		return List.of(Arguments.of(NioIoHandler.newFactory(), NioSocketChannel.class, true),
				Arguments.of(NioIoHandler.newFactory(), NioSocketChannel.class, false),
				Arguments.of(EpollIoHandler.newFactory(), EpollSocketChannel.class, true),
				Arguments.of(EpollIoHandler.newFactory(), EpollSocketChannel.class, false));
	}

	/**
	 * What a handler of an application sees.
	 */
	private final class Witness extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRegistered(ChannelHandlerContext context) {
			ClosedChannelTests.this.events.add("registered");
			context.fireChannelRegistered();
		}

		@Override
		public void channelUnregistered(ChannelHandlerContext context) {
			ClosedChannelTests.this.events.add("unregistered");
			context.fireChannelUnregistered();
		}

		@Override
		public void handlerRemoved(ChannelHandlerContext context) {
			ClosedChannelTests.this.removed.complete(null);
		}

	}

}
