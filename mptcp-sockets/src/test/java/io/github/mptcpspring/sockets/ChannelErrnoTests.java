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

package io.github.mptcpspring.sockets;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever step of the swap of a real channel fails, the channel works, speaks what the
 * result says and has the options that it had.
 */
@MptcpRequired
@Timeout(60)
class ChannelErrnoTests {

	private static final List<Integer> ERRNOS = List.of(Errno.EPERM, Errno.EINTR, Errno.EMFILE, Errno.ENOBUFS);

	private FaultySystemCalls calls;

	private SwapResult result;

	@Test
	void aServerChannel() throws Exception {
		forEachStepAndErrno(() -> {
			try (ServerSocketChannel server = ServerSocketChannel.open(); Socket client = new Socket()) {
				assertThat(MptcpSockets.create().swap(client)).isEqualTo(new Swapped());
				swap(server, MptcpSockets::swap);
				try (ConnectedPair connection = ConnectedPair.open(server.socket(), client,
						ConnectedPair.V4_LOOPBACK)) {
					verify(connection, connection.acceptedProtocol());
				}
			}
		});
	}

	@Test
	void aClientChannel() throws Exception {
		forEachStepAndErrno(() -> {
			try (ServerSocketChannel server = ServerSocketChannel.open(); SocketChannel client = SocketChannel.open()) {
				assertThat(MptcpSockets.create().swap(server)).isEqualTo(new Swapped());
				swap(client, MptcpSockets::swap);
				try (ConnectedPair connection = ConnectedPair.open(server.socket(), client.socket(),
						ConnectedPair.V4_LOOPBACK)) {
					verify(connection, connection.clientProtocol());
				}
			}
		});
	}

	private void forEachStepAndErrno(Attempt attempt) throws Exception {
		link();
		attempt.perform();
		assertThat(this.result).isEqualTo(new Swapped());
		List<String> trace = this.calls.trace();
		assertThat(trace).hasSizeGreaterThan(30);
		int open = countOpenDescriptors();
		for (int step = 0; step < trace.size(); step++) {
			for (int errno : ERRNOS) {
				link();
				this.calls.failAt(step, errno);
				attempt.perform();
				assertThat(this.calls.faults()).isOne();
			}
		}
		assertThat(countOpenDescriptors()).isLessThanOrEqualTo(open);
	}

	private void link() throws SystemCallsUnavailableException {
		this.calls = new FaultySystemCalls(SystemCalls.link());
	}

	private <C extends NetworkChannel> void swap(C channel, Swap<C> swap) throws IOException {
		channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 100);
		channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 20);
		this.result = swap.perform(new ProcessSockets(new Kernel(this.calls)), channel);
		assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(100);
		assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(20);
	}

	private void verify(ConnectedPair connection, KernelProtocol protocol) throws Exception {
		assertThat(protocol).as(() -> this.calls.trace() + " " + this.result)
			.isEqualTo((this.result instanceof Kept) ? KernelProtocol.TCP : KernelProtocol.MPTCP);
		connection.exchange();
	}

	private static int countOpenDescriptors() {
		return new File("/proc/self/fd").list().length;
	}

	/**
	 * Opens, swaps, verifies and closes.
	 */
	@FunctionalInterface
	private interface Attempt {

		void perform() throws Exception;

	}

	/**
	 * One of the methods of {@link MptcpSockets}.
	 *
	 * @param <C> the type of channel that it swaps
	 */
	@FunctionalInterface
	private interface Swap<C> {

		SwapResult perform(MptcpSockets mptcpSockets, C channel);

	}

}
