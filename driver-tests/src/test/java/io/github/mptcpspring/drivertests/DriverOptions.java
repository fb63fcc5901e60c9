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

package io.github.mptcpspring.drivertests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.SocketOptions;

/**
 * Every option that the kernel tells of a driver's connection.
 */
final class DriverOptions {

	private DriverOptions() {
	}

	/**
	 * Verify that the options of a connection are what they would be without MPTCP.
	 * @param tcp those without MPTCP
	 * @param mptcp those with MPTCP
	 * @throws IOException when there is no connection to compare with
	 */
	static void verifyAlike(SocketOptions tcp, SocketOptions mptcp) throws IOException {
		try (ServerSocketChannel listener = ServerSocketChannel.open()) {
			listener.bind(new InetSocketAddress(ConnectedPair.V4_LOOPBACK, 0));
			InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
			try (SocketChannel untouched = SocketChannel.open(address)) {
				SocketOptions.verifyAlikeOnceConnected(tcp, mptcp,
						KernelSockets.options((InetSocketAddress) untouched.getLocalAddress(), address));
			}
		}
	}

}
