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

package io.github.mptcpspring.internal.descriptor;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Channels of the real kernel whose descriptor is not where it is expected.
 */
@Tag("kernel")
@MptcpRequired
class ScannedDescriptorsTests {

	/** More than the likely descriptors. */
	private static final int HOLE = 40;

	private final List<OwnedDescriptor> duplicates = new ArrayList<>();

	private FaultySystemCalls calls;

	@BeforeEach
	void link() throws SystemCallsUnavailableException {
		this.calls = new FaultySystemCalls(SystemCalls.link());
	}

	@AfterEach
	void closeDuplicates() {
		this.duplicates.forEach(OwnedDescriptor::close);
	}

	@Test
	void aChannelFarAboveTheLowestFreeDescriptor() throws IOException {
		fillDescriptors();
		try (SocketChannel channel = SocketChannel.open()) {
			closeDuplicates();
			this.duplicates.clear();
			verifyFoundByScan(channel);
		}
	}

	@Test
	void aChannelFarBelowTheLowestFreeDescriptor() throws IOException {
		try (SocketChannel channel = SocketChannel.open()) {
			fillDescriptors();
			verifyFoundByScan(channel);
		}
	}

	@Test
	@InNetworkNamespace(sysctl = { "net.ipv4.tcp_keepalive_time=86400", "net.ipv4.tcp_keepalive_intvl=40000" })
	void aChannelWhoseFreshOptionsCannotBeSet() throws IOException {
		try (SocketChannel channel = SocketChannel.open()) {
			assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(86400);
			assertThat(new ProcessSockets(new Kernel(this.calls)).swap(channel)).isEqualTo(new Swapped());
			assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(32767);
			assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(32767);
		}
	}

	private void fillDescriptors() {
		for (int i = 0; i < HOLE; i++) {
			int number = this.calls.fcntl(0, Fcntl.F_DUPFD_CLOEXEC, 0);
			assertThat(number).isNotNegative();
			this.duplicates.add(new OwnedDescriptor(this.calls, number));
		}
	}

	private void verifyFoundByScan(SocketChannel channel) throws IOException {
		channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 100);
		channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 20);
		ProcessSockets mptcpSockets = new ProcessSockets(new Kernel(this.calls));
		assertThat(mptcpSockets.findProblem()).isEmpty();
		this.calls.trace().clear();
		assertThat(mptcpSockets.swap(channel)).isEqualTo(new Swapped());
		assertThat(this.calls.trace().stream().takeWhile((call) -> !call.contains("SO_PROTOCOL")))
			.as("looks at more descriptors than the likely ones")
			.filteredOn((call) -> call.contains("TCP_KEEPIDLE"))
			.hasSizeGreaterThan(17);
		assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(100);
		assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(20);
	}

}
