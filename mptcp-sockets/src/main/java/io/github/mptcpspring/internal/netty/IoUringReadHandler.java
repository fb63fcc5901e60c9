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
 * Continues to read from an MPTCP connection on io_uring where Netty would stop.
 * <p>
 * Netty (4.2.18) reads after a multishot poll has reported input, which happens once for
 * input that arrives, and continues while the completion of a read carries
 * {@code IORING_CQE_F_SOCK_NONEMPTY}. The kernel sets that flag for sockets that report
 * the remaining input. MPTCP sockets seem not to (Linux 6.18; inferred from transfers
 * that stop unless multishot polls are disabled), so Netty assumes after each read that
 * an MPTCP socket is empty. Remaining input is not read until more arrives, which never
 * happens once the window is full.
 * <p>
 * After a read that fills its buffer, input may remain. Before the next read this handler
 * reports input to the channel, like a poll. If there is none, the read waits in the
 * kernel. After any other read the socket was empty, and the poll reports new input.
 */
public final class IoUringReadHandler extends ChannelDuplexHandler {

	private static final String PACKAGE = "io.netty.channel.uring";

	private boolean leftSomething;

	private IoUringReadHandler() {
	}

	/**
	 * Add the handler to a channel of io_uring.
	 * @param channel the channel, not registered yet. Channels of other transports are
	 * not changed.
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
	 * Reports input like a poll. A separate class, because the outer class is also used
	 * without io_uring on the class path.
	 */
	private static final class Poll {

		/** Of {@code linux/io_uring.h}. */
		private static final byte IORING_OP_POLL_ADD = 6;

		/** Of {@code linux/io_uring.h}: the poll continues. */
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
	 * Placeholder: the channel uses its own registration.
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
