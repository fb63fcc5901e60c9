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

import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NettyRuntime;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of gRPC servers and channels with MPTCP. They are created when they are
 * needed, and shared by all servers and channels that are customized with this object.
 * <p>
 * gRPC takes a factory of channels only together with event loops, and does not hand out
 * its own. So these are like those: with the same transport, names of threads and number
 * of threads. gRPC does not shut down event loops that it is given: {@link #close} does.
 */
public final class MptcpGrpcEventLoops implements AutoCloseable {

	/** gRPC's own number of threads, unless this property sets that of Netty. */
	private static final int WORKERS = (System.getProperty("io.netty.eventLoopThreads") != null) ? 0
			: NettyRuntime.availableProcessors();

	private final boolean epoll;

	private @Nullable EventLoopGroup boss;

	private @Nullable EventLoopGroup workers;

	/**
	 * Create a new object, which creates event loops when they are needed.
	 */
	public MptcpGrpcEventLoops() {
		this(isEpollAvailable());
	}

	/**
	 * Create a new object with a transport.
	 * @param epoll whether it is epoll, and otherwise NIO
	 */
	MptcpGrpcEventLoops(boolean epoll) {
		this.epoll = epoll;
	}

	private static boolean isEpollAvailable() {
		try {
			return Epoll.isAvailable();
		}
		catch (NoClassDefFoundError ex) {
			return false;
		}
	}

	/**
	 * Return the event loop of listeners.
	 * @return the event loop
	 */
	synchronized EventLoopGroup boss() {
		EventLoopGroup group = this.boss;
		if (group == null) {
			group = create("boss", 1);
			this.boss = group;
		}
		return group;
	}

	/**
	 * Return the event loops of connections.
	 * @return the event loops
	 */
	synchronized EventLoopGroup workers() {
		EventLoopGroup group = this.workers;
		if (group == null) {
			group = create("worker", WORKERS);
			this.workers = group;
		}
		return group;
	}

	private EventLoopGroup create(String role, int threads) {
		IoHandlerFactory transport = this.epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
		String name = "grpc-%s-%s-ELG".formatted(this.epoll ? "default" : "nio", role);
		return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), transport);
	}

	/**
	 * Create a listener.
	 * @return a channel that is not registered
	 */
	ServerChannel newListener() {
		return this.epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
	}

	/**
	 * Create the channel of a client.
	 * @return a channel that is not registered
	 */
	Channel newClient() {
		return this.epoll ? new EpollSocketChannel() : new NioSocketChannel();
	}

	/**
	 * Shut down the event loops, and with them every connection that is still open.
	 */
	@Override
	public synchronized void close() {
		shutDown(this.boss);
		shutDown(this.workers);
		this.boss = null;
		this.workers = null;
	}

	private static void shutDown(@Nullable EventLoopGroup group) {
		if (group != null) {
			group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
		}
	}

}
