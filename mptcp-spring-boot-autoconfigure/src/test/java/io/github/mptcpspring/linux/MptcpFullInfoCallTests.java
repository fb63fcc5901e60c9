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

package io.github.mptcpspring.linux;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SubflowReports;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinuxSystemCalls#getMptcpFullInfo} on the real kernel.
 */
@EnabledOnOs(OS.LINUX)
class MptcpFullInfoCallTests {

	private final byte[] fullInfo = new byte[MptcpFullInfoLayout.LENGTH];

	private SystemCalls calls;

	@BeforeEach
	void link() throws SystemCallsUnavailableException {
		this.calls = SystemCalls.link();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1" })
	@MptcpRequired
	@InNetworkNamespace
	void aConnectionWithOneSubflowIsTold(String host) throws Exception {
		SubflowReports.require();
		try (ConnectedSockets sockets = ConnectedSockets.mptcp(host)) {
			int descriptor = sockets.clientDescriptor(this.calls);
			exchange(sockets, 1234);
			byte[] subflowInfos = filled(3 * MptcpFullInfoLayout.SUBFLOW_LENGTH);
			byte[] tcpInfos = filled(3 * TcpInfoLayout.LENGTH);
			int length = this.calls.getMptcpFullInfo(descriptor, this.fullInfo, subflowInfos, tcpInfos);
			byte[] info = MptcpFullInfoLayout.mptcpInfo(this.fullInfo, length);
			assertThat(info).hasSizeBetween(80, 96);
			assertThat(MptcpInfoLayout.subflows(info, info.length)).hasValue(1);
			assertThat(MptcpInfoLayout.isRemoteKeyReceived(info, info.length)).isTrue();
			assertThat(MptcpInfoLayout.token(info, info.length)).isNotZero();
			assertThat(MptcpInfoLayout.bytesSent(info, info.length)).hasValue(1234);
			assertThat(MptcpInfoLayout.bytesReceived(info, info.length)).hasValue(1);
			assertThat(MptcpFullInfoLayout.subflows(this.fullInfo)).isEqualTo(1);
			assertThat(MptcpFullInfoLayout.tcpInfoLength(this.fullInfo)).isEqualTo(TcpInfoLayout.LENGTH);
			verifySubflow(subflowInfos, sockets);
			assertThat(TcpInfoLayout.state(tcpInfos, 0)).isEqualTo(1);
			assertThat(TcpInfoLayout.bytesSentOnce(tcpInfos, 0, TcpInfoLayout.LENGTH)).hasValue(1234);
			assertThat(TcpInfoLayout.bytesReceived(tcpInfos, 0, TcpInfoLayout.LENGTH)).hasValue(1);
			assertThat(TcpInfoLayout.rttMicros(tcpInfos, 0, TcpInfoLayout.LENGTH).orElseThrow()).isPositive();
			// Neither what was there before nor what another call has left behind
			assertThat(Arrays.copyOfRange(subflowInfos, MptcpFullInfoLayout.SUBFLOW_LENGTH, subflowInfos.length))
				.containsOnly(0);
			assertThat(Arrays.copyOfRange(tcpInfos, TcpInfoLayout.LENGTH, tcpInfos.length)).containsOnly(0);
		}
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void subflowsForWhichThereIsNoRoomAreCounted() throws Exception {
		SubflowReports.require();
		ip("address add 10.1.0.1/24 dev lo");
		ip("address add 10.1.0.2/24 dev lo");
		ip("mptcp endpoint add 10.1.0.2 subflow");
		try (ConnectedSockets sockets = ConnectedSockets.mptcp("10.1.0.1")) {
			int descriptor = sockets.clientDescriptor(this.calls);
			exchange(sockets, 1);
			while (ask(descriptor, new byte[0], new byte[0]) < 2) {
				Thread.sleep(10);
			}
			byte[] subflowInfos = new byte[MptcpFullInfoLayout.SUBFLOW_LENGTH];
			byte[] tcpInfos = new byte[TcpInfoLayout.LENGTH];
			assertThat(ask(descriptor, subflowInfos, tcpInfos)).isEqualTo(2);
			verifySubflow(subflowInfos, sockets);
			assertThat(TcpInfoLayout.state(tcpInfos, 0)).isEqualTo(1);
			byte[] longer = new byte[3 * MptcpFullInfoLayout.SUBFLOW_LENGTH];
			assertThat(ask(descriptor, longer, tcpInfos)).isEqualTo(2);
			verifySubflow(longer, sockets);
			assertThat(Arrays.copyOfRange(longer, MptcpFullInfoLayout.SUBFLOW_LENGTH, longer.length)).containsOnly(0);
			assertThat(ask(descriptor, longer, new byte[3 * TcpInfoLayout.LENGTH])).isEqualTo(2);
			assertThat(SocketAddressLayout
				.read(longer, MptcpFullInfoLayout.SUBFLOW_LENGTH + MptcpFullInfoLayout.SUBFLOW_LOCAL)
				.orElseThrow()
				.getHostString()).isEqualTo("10.1.0.2");
			assertThat(MptcpFullInfoLayout.subflowId(longer, MptcpFullInfoLayout.SUBFLOW_LENGTH))
				.isNotEqualTo(MptcpFullInfoLayout.subflowId(longer, 0));
		}
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1", "::1" })
	void aTcpConnectionHasNoneAndLeavesTheArraysAlone(String host) throws Exception {
		try (ConnectedSockets sockets = ConnectedSockets.tcp(host)) {
			int descriptor = sockets.clientDescriptor(this.calls);
			verifyRefused(descriptor, Errno.EOPNOTSUPP, Errno.ENOPROTOOPT);
		}
	}

	@Test
	void aDescriptorThatIsClosedIsRefused() {
		verifyRefused(-1, Errno.EBADF);
		verifyRefused(0, Errno.ENOTSOCK);
	}

	private void verifyRefused(int descriptor, Integer... errnos) {
		Arrays.fill(this.fullInfo, (byte) 7);
		byte[] subflowInfos = filled(MptcpFullInfoLayout.SUBFLOW_LENGTH);
		byte[] tcpInfos = filled(TcpInfoLayout.LENGTH);
		assertThat(-this.calls.getMptcpFullInfo(descriptor, this.fullInfo, subflowInfos, tcpInfos))
			.isIn((Object[]) errnos);
		assertThat(this.fullInfo).containsOnly(7);
		assertThat(subflowInfos).containsOnly(7);
		assertThat(tcpInfos).containsOnly(7);
	}

	private int ask(int descriptor, byte[] subflowInfos, byte[] tcpInfos) {
		assertThat(this.calls.getMptcpFullInfo(descriptor, this.fullInfo, subflowInfos, tcpInfos)).isPositive();
		return MptcpFullInfoLayout.subflows(this.fullInfo);
	}

	private static void verifySubflow(byte[] subflowInfos, ConnectedSockets sockets) throws Exception {
		assertThat(SocketAddressLayout.read(subflowInfos, MptcpFullInfoLayout.SUBFLOW_LOCAL))
			.hasValue(sockets.clientAddress());
		assertThat(SocketAddressLayout.read(subflowInfos, MptcpFullInfoLayout.SUBFLOW_REMOTE))
			.hasValue(sockets.serverAddress());
	}

	// Back and forth: what was sent has arrived
	private static void exchange(ConnectedSockets sockets, int length) throws Exception {
		sockets.client().write(ByteBuffer.allocate(length));
		ByteBuffer received = ByteBuffer.allocate(length);
		while (received.hasRemaining()) {
			assertThat(sockets.server().read(received)).isPositive();
		}
		sockets.server().write(ByteBuffer.allocate(1));
		assertThat(sockets.client().read(ByteBuffer.allocate(1))).isOne();
	}

	private static byte[] filled(int length) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) 7);
		return bytes;
	}

	private static void ip(String arguments) throws Exception {
		ExternalProgram.run(List.of(("ip " + arguments).split(" ")));
	}

}
