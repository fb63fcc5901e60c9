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

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;

/**
 * Goes on reading from an MPTCP connection on io_uring where Netty would stop.
 * <p>
 * Netty (4.2.18) reads when a multishot poll says that there is input, which it says once
 * for input that arrives, and goes on while the completion of a read carries
 * {@code IORING_CQE_F_SOCK_NONEMPTY}. The kernel sets that for sockets that report what
 * is left in their queue. MPTCP seems not to (Linux 6.18; inferred from transfers that
 * stop unless multishot polls are switched off), so Netty takes an MPTCP socket for empty
 * after each read: what is left stays there until more arrives, and when the window is
 * full nothing does.
 * <p>
 * A read that fills its buffer may have left something. Before the next read this tells
 * the channel what a poll would tell it: there is input. A read that finds nothing then
 * waits in the kernel for the next input. After any other read the socket was empty, and
 * the poll tells of what arrives later.
 */
public final class IoUringReadHandler extends ChannelDuplexHandler {

	private static final String PACKAGE = "io.netty.channel.uring";

	private boolean leftSomething;

	private IoUringReadHandler() {
	}

	/**
	 * Care for a connection from its beginning to its end.
	 * @param channel the channel, not registered yet. Other transports need no care.
	 */
	static void addTo(Channel channel) {
		if (isIoUring(channel)) {
			FirstHandlerInstaller.install(channel, new IoUringReadHandler());
		}
	}

	public static boolean isIoUring(Channel channel) {
		return channel.getClass().getPackageName().equals(PACKAGE);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.leftSomething = message instanceof ByteBuf buffer && !buffer.isWritable();
		context.fireChannelRead(message);
	}

	@Override
	public void read(ChannelHandlerContext context) throws Exception {
		Channel channel = context.channel();
		if (this.leftSomething && channel.isActive() && channel.isRegistered()) {
			this.leftSomething = false;
			Poll.tellOfInput(channel);
		}
		context.read();
	}

	/**
	 * What a poll does when there is input. It is a class of its own because the one
	 * around it is there without io_uring too.
	 */
	private static final class Poll {

		/** Of {@code linux/io_uring.h}. */
		private static final byte IORING_OP_POLL_ADD = 6;

		/** The poll goes on, of {@code linux/io_uring.h}. */
		private static final int IORING_CQE_F_MORE = 1 << 1;

		/** Of {@code poll.h}. */
		private static final int POLLIN = 1;

		private static final IoUringIoEvent INPUT = new IoUringIoEvent(POLLIN, IORING_CQE_F_MORE, IORING_OP_POLL_ADD,
				0L);

		private Poll() {
		}

		private static void tellOfInput(Channel channel) throws Exception {
			((IoUringIoHandle) channel.unsafe()).handle(NoRegistration.INSTANCE, INPUT);
		}

	}

	/**
	 * The channel uses the one of its own, and this one only to end a registration after
	 * the last event of a channel that was closed, which is left to that event.
	 */
	private static final class NoRegistration implements IoRegistration {

		private static final NoRegistration INSTANCE = new NoRegistration();

		@Override
		public <T> T attachment() {
			throw new UnsupportedOperationException();
		}

		@Override
		public long submit(IoOps ops) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean isValid() {
			return false;
		}

		@Override
		public boolean cancel() {
			return false;
		}

	}

}
