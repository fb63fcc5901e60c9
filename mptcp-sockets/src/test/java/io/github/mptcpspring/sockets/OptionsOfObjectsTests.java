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

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.testsupport.MptcpRequired;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was set on an object of the JDK before the swap is set after it, and what was not
 * is as it is on an object that nobody swapped.
 */
@MptcpRequired
class OptionsOfObjectsTests {

	/**
	 * The first does not stay set (tcp(7)); the second is the traffic class on an IPv6
	 * socket, which MPTCP neither takes nor tells (Linux 6.18).
	 */
	private static final Set<SocketOption<?>> EXCLUDED = Set.of(ExtendedSocketOptions.TCP_QUICKACK,
			StandardSocketOptions.IP_TOS);

	private static final MptcpSockets MPTCP_SOCKETS = MptcpSockets.create();

	@Test
	void aFreshServerChannel() throws IOException {
		try (ServerSocketChannel swapped = ServerSocketChannel.open();
				ServerSocketChannel tcp = ServerSocketChannel.open()) {
			assertThat(MPTCP_SOCKETS.swap(swapped)).isEqualTo(new Swapped());
			assertThat(options(swapped)).isEqualTo(options(tcp));
		}
	}

	@Test
	void aFreshClientChannel() throws IOException {
		try (SocketChannel swapped = SocketChannel.open(); SocketChannel tcp = SocketChannel.open()) {
			assertThat(MPTCP_SOCKETS.swap(swapped)).isEqualTo(new Swapped());
			assertThat(options(swapped)).isEqualTo(options(tcp));
		}
	}

	@Test
	void aServerChannelWithOptions() throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
			channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
			channel.setOption(StandardSocketOptions.SO_RCVBUF, 60000);
			setKeepAlive(channel);
			List<String> before = options(channel);
			assertThat(MPTCP_SOCKETS.swap(channel)).isEqualTo(new Swapped());
			assertThat(options(channel)).isEqualTo(before);
		}
	}

	@Test
	void aClientChannelWithOptions() throws IOException {
		try (SocketChannel channel = SocketChannel.open()) {
			channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
			channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
			channel.setOption(StandardSocketOptions.SO_SNDBUF, 50000);
			channel.setOption(StandardSocketOptions.SO_RCVBUF, 60000);
			channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
			channel.setOption(StandardSocketOptions.SO_LINGER, 5);
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			setKeepAlive(channel);
			List<String> before = options(channel);
			assertThat(MPTCP_SOCKETS.swap(channel)).isEqualTo(new Swapped());
			assertThat(options(channel)).isEqualTo(before);
		}
	}

	@Test
	void socketsWithOptions() throws IOException {
		try (ServerSocket server = new ServerSocket(); Socket client = new Socket()) {
			server.setReceiveBufferSize(60000);
			client.setTcpNoDelay(true);
			client.setSoLinger(true, 5);
			client.setSoTimeout(1234);
			assertThat(MPTCP_SOCKETS.swap(server)).isEqualTo(new Swapped());
			assertThat(MPTCP_SOCKETS.swap(client)).isEqualTo(new Swapped());
			assertThat(server.getReceiveBufferSize()).isEqualTo(60000);
			assertThat(server.getReuseAddress()).isTrue();
			assertThat(client.getTcpNoDelay()).isTrue();
			assertThat(client.getSoLinger()).isEqualTo(5);
			assertThat(client.getSoTimeout()).isEqualTo(1234);
		}
	}

	@Test
	void theTypeOfServiceOfAnIpv4Channel() throws IOException {
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET)) {
			channel.setOption(StandardSocketOptions.IP_TOS, 16);
			assertThat(MPTCP_SOCKETS.swap(channel)).isEqualTo(new Swapped());
			assertThat(channel.getOption(StandardSocketOptions.IP_TOS)).isEqualTo(16);
		}
	}

	@Test
	void anOptionThatMptcpRefusesKeepsAChannelAsItIs() throws IOException {
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET6)) {
			channel.setOption(StandardSocketOptions.IP_TOS, 16);
			setKeepAlive(channel);
			List<String> before = options(channel);
			assertThat(MPTCP_SOCKETS.swap(channel)).isInstanceOfSatisfying(Kept.class,
					(kept) -> assertThat(kept.because().description()).contains("IPV6_TCLASS is set on it"));
			assertThat(options(channel)).isEqualTo(before);
			assertThat(channel.getOption(StandardSocketOptions.IP_TOS)).isEqualTo(16);
		}
	}

	private void setKeepAlive(NetworkChannel channel) throws IOException {
		channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 100);
		channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 20);
		channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
	}

	private List<String> options(NetworkChannel channel) throws IOException {
		List<String> options = new ArrayList<>();
		for (SocketOption<?> option : channel.supportedOptions()) {
			if (!EXCLUDED.contains(option)) {
				options.add(option.name() + " " + channel.getOption(option));
			}
		}
		return options;
	}

}
