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

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.internal.descriptor.DescriptorFinder;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JVM decides at its start whether its sockets are IPv4 or dual stack.
 */
@Tag("kernel")
@MptcpRequired
class PreferIpv4StackTests {

	@ParameterizedTest
	@CsvSource({ "true, 2", "false, 10" })
	void swappedSocketsHaveTheDomainThatTheJvmGaveThem(boolean preferIpv4Stack, int domain) throws Exception {
		ForkedJvm jvm = ForkedJvm.run(
				List.of("--enable-native-access=ALL-UNNAMED", "-Djava.net.preferIPv4Stack=" + preferIpv4Stack),
				Main.class);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output().lines()).containsExactly("Swapped[] in domain " + domain,
				"Swapped[] in domain " + domain, "MPTCP to MPTCP", "Swapped[]", "Swapped[]", "MPTCP to MPTCP");
	}

	/**
	 * Swaps each kind of object, lets them talk and prints what they are.
	 */
	static final class Main {

		private static final MptcpSockets MPTCP_SOCKETS = MptcpSockets.create();

		private Main() {
		}

		static void main(String[] args) throws Exception {
			try (ServerSocketChannel server = ServerSocketChannel.open(); SocketChannel client = SocketChannel.open()) {
				System.out.println(MPTCP_SOCKETS.swap(server) + " in domain " + domain(server));
				System.out.println(MPTCP_SOCKETS.swap(client) + " in domain " + domain(client));
				printProtocols(server.socket(), client.socket());
			}
			try (ServerSocket server = new ServerSocket(); Socket client = new Socket()) {
				System.out.println(MPTCP_SOCKETS.swap(server));
				System.out.println(MPTCP_SOCKETS.swap(client));
				printProtocols(server, client);
			}
		}

		private static int domain(NetworkChannel channel) throws SystemCallsUnavailableException {
			SystemCalls calls = SystemCalls.link();
			int descriptor = DescriptorOf.the(new DescriptorFinder(calls).find(channel::getOption, channel::setOption));
			SockAddr address = new SockAddr();
			calls.getsockname(descriptor, address);
			return address.family();
		}

		private static void printProtocols(ServerSocket server, Socket client) throws Exception {
			try (ConnectedPair connection = ConnectedPair.open(server, client, ConnectedPair.V4_LOOPBACK)) {
				connection.transfer();
				System.out.println(connection.clientProtocol() + " to " + connection.acceptedProtocol());
			}
		}

	}

}
