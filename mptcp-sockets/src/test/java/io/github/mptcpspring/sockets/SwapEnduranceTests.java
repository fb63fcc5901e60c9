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
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many swaps leave nothing behind. A JVM that does nothing else counts its descriptors.
 */
@Tag("kernel")
@MptcpRequired
class SwapEnduranceTests {

	private static final int CYCLES = 10_000;

	@Test
	void tenThousandSwappedObjectsLeaveNoDescriptorOpen() throws Exception {
		ForkedJvm jvm = ForkedJvm.run(List.of("--enable-native-access=ALL-UNNAMED"), Main.class);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output().lines()).containsExactly("swapped " + CYCLES, "open +0");
	}

	/**
	 * Opens, swaps and closes.
	 */
	static final class Main {

		private static final MptcpSockets MPTCP_SOCKETS = MptcpSockets.create();

		private Main() {
		}

		static void main(String[] args) throws IOException {
			// Load every class
			swapAndClose(100);
			int before = countOpenDescriptors();
			System.out.println("swapped " + swapAndClose(CYCLES));
			System.out.println("open +" + (countOpenDescriptors() - before));
		}

		private static int swapAndClose(int count) throws IOException {
			int swapped = 0;
			for (int i = 0; i < count; i++) {
				if (swapAndCloseOne(i % 4) instanceof Swapped) {
					swapped++;
				}
			}
			return swapped;
		}

		private static SwapResult swapAndCloseOne(int kind) throws IOException {
			switch (kind) {
				case 0 -> {
					try (ServerSocketChannel channel = ServerSocketChannel.open()) {
						return MPTCP_SOCKETS.swap(channel);
					}
				}
				case 1 -> {
					try (SocketChannel channel = SocketChannel.open()) {
						return MPTCP_SOCKETS.swap(channel);
					}
				}
				case 2 -> {
					try (Socket socket = new Socket()) {
						return MPTCP_SOCKETS.swap(socket);
					}
				}
				default -> {
					try (ServerSocket socket = new ServerSocket()) {
						return MPTCP_SOCKETS.swap(socket);
					}
				}
			}
		}

		private static int countOpenDescriptors() {
			return new File("/proc/self/fd").list().length;
		}

	}

}
