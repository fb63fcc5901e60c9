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

package io.github.mptcpspring.autoconfigure.rabbitmq;

import java.util.concurrent.TimeUnit;

import com.rabbitmq.stream.EnvironmentBuilder;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.netty.MptcpEventLoops;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.amqp.autoconfigure.EnvironmentBuilderCustomizer;
import org.springframework.core.Ordered;

/**
 * {@link EnvironmentBuilderCustomizer} that gives the client of RabbitMQ streams event
 * loops whose channels connect with MPTCP. They are like those that the client makes
 * itself. It is called first, so that event loops that the application sets remain.
 */
class StreamEventLoops implements EnvironmentBuilderCustomizer, DisposableBean, Ordered {

	private static final int SHUTDOWN_SECONDS = 10;

	private final ClientSockets sockets;

	private @Nullable EventLoopGroup loops;

	/**
	 * Create a new instance.
	 * @param sockets the sockets of clients of streams
	 */
	StreamEventLoops(ClientSockets sockets) {
		this.sockets = sockets;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public synchronized void customize(EnvironmentBuilder builder) {
		if (!this.sockets.settings().isPlain()) {
			if (this.loops == null) {
				this.loops = MptcpEventLoops.forClients(new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()),
						this.sockets.sockets(), this.sockets.settings(), this.sockets.observer());
			}
			builder.netty().eventLoopGroup(this.loops);
		}
	}

	/**
	 * The client has closed its connections, because it was made later. It does not shut
	 * down event loops that it has not made.
	 */
	@Override
	public synchronized void destroy() {
		if (this.loops != null) {
			this.loops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
		}
	}

}
