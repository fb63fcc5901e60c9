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

import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JVM of its own reaches its limit of open files before, during or right after the swap
 * of a channel.
 */
@Tag("kernel")
@MptcpRequired
class ChannelDescriptorLimitTests {

	private static final int LIMIT = 256;

	@Test
	void aChannelIsSwappedOrWorksAsBefore() throws Exception {
		List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + LIMIT + " && exec \"$@\"", "sh"));
		command.addAll(ForkedJvm.command());
		command.add(Main.class.getName());
		ForkedJvm jvm = ForkedJvm.run(command);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output().lines()).hasSize(3)
			.satisfiesExactly(
					(none) -> assertThat(none).startsWith("TCP, +0 open, Kept")
						.contains("no file descriptor left", "ulimit -n"),
					(one) -> assertThat(one).isEqualTo("MPTCP, +0 open, Swapped[]"),
					(two) -> assertThat(two).isEqualTo("MPTCP, +0 open, Swapped[]"));
	}

	/**
	 * Swaps a channel with no, one and two descriptors left, and prints what became of
	 * it.
	 */
	static final class Main {

		private static final MptcpSockets MPTCP_SOCKETS = MptcpSockets.create();

		private final SystemCalls calls;

		private Main(SystemCalls calls) {
			this.calls = calls;
		}

		static void main(String[] args) throws Exception {
			Main main = new Main(SystemCalls.link());
			// A class cannot be loaded from a directory when no descriptor is left
			main.swapWithFreeDescriptors(100);
			new Kept(SocketProblems.callFailed("socket(2)", Errno.EMFILE)).toString();
			for (int free = 0; free <= 2; free++) {
				System.out.println(main.swapWithFreeDescriptors(free));
			}
		}

		private String swapWithFreeDescriptors(int free) throws Exception {
			try (ServerSocketChannel server = ServerSocketChannel.open(); SocketChannel client = SocketChannel.open()) {
				MPTCP_SOCKETS.swap(server);
				client.setOption(StandardSocketOptions.SO_RCVBUF, 60000);
				Deque<Integer> duplicates = fillDescriptors();
				for (int i = 0; i < free; i++) {
					this.calls.close(duplicates.removeLast());
				}
				int openBefore = countOpenDescriptors();
				SwapResult result = MPTCP_SOCKETS.swap(client);
				int opened = countOpenDescriptors() - openBefore;
				duplicates.forEach(this.calls::close);
				try (ConnectedPair connection = ConnectedPair.open(server.socket(), client.socket(),
						ConnectedPair.V4_LOOPBACK)) {
					connection.exchange();
					return connection.clientProtocol() + ", +" + opened + " open, " + result;
				}
			}
		}

		private Deque<Integer> fillDescriptors() {
			Deque<Integer> duplicates = new ArrayDeque<>();
			int duplicate = this.calls.fcntl(0, Fcntl.F_DUPFD_CLOEXEC, 0);
			while (duplicate >= 0) {
				duplicates.add(duplicate);
				duplicate = this.calls.fcntl(0, Fcntl.F_DUPFD_CLOEXEC, 0);
			}
			return duplicates;
		}

		/** The directory cannot be read when no descriptor is left. */
		private int countOpenDescriptors() {
			int count = 0;
			for (int descriptor = 0; descriptor < LIMIT; descriptor++) {
				if (this.calls.fcntl(descriptor, Fcntl.F_GETFD, 0) >= 0) {
					count++;
				}
			}
			return count;
		}

	}

}
