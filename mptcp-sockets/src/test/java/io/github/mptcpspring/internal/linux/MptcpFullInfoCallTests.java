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

package io.github.mptcpspring.internal.linux;

import java.nio.ByteBuffer;
import java.util.Arrays;

import io.github.mptcpspring.internal.linux.struct.MptcpFullInfo;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;
import io.github.mptcpspring.internal.linux.struct.MptcpSubflowInfo;
import io.github.mptcpspring.internal.linux.struct.TcpInfo;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SubflowReports;
import io.github.mptcpspring.testsupport.ThisHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
@Tag("kernel")
@EnabledOnOs(OS.LINUX)
class MptcpFullInfoCallTests {

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
			MptcpFullInfo fullInfo = filled(3);
			assertThat(this.calls.getMptcpFullInfo(descriptor, fullInfo)).isEqualTo(fullInfo.length());
			MptcpInfo info = fullInfo.mptcpInfo();
			assertThat(info.length()).isBetween(80, 96);
			assertThat(info.subflows()).hasValue(1);
			assertThat(info.isRemoteKeyReceived()).isTrue();
			assertThat(info.token()).isNotZero();
			assertThat(info.bytesSent()).hasValue(1234);
			assertThat(info.bytesReceived()).hasValue(1);
			assertThat(fullInfo.subflows()).isEqualTo(1);
			verifySubflow(fullInfo, sockets);
			TcpInfo tcp = fullInfo.tcpInfo(0);
			assertThat(tcp.length()).isEqualTo(TcpInfo.LENGTH);
			assertThat(tcp.state()).isEqualTo(1);
			assertThat(tcp.bytesSentOnce()).hasValue(1234);
			assertThat(tcp.bytesReceived()).hasValue(1);
			assertThat(tcp.rttMicros().orElseThrow()).isPositive();
			// Neither what was there before nor what another call has left behind
			assertThat(
					Arrays.copyOfRange(fullInfo.subflowInfos(), MptcpSubflowInfo.LENGTH, 3 * MptcpSubflowInfo.LENGTH))
				.containsOnly(0);
			assertThat(Arrays.copyOfRange(fullInfo.tcpInfos(), TcpInfo.LENGTH, 3 * TcpInfo.LENGTH)).containsOnly(0);
		}
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void subflowsForWhichThereIsNoRoomAreCounted() throws Exception {
		SubflowReports.require();
		ThisHost.ip("address add 10.1.0.1/24 dev lo");
		ThisHost.ip("address add 10.1.0.2/24 dev lo");
		ThisHost.ip("mptcp endpoint add 10.1.0.2 subflow");
		try (ConnectedSockets sockets = ConnectedSockets.mptcp("10.1.0.1")) {
			int descriptor = sockets.clientDescriptor(this.calls);
			exchange(sockets, 1);
			while (ask(descriptor, new MptcpFullInfo(0)) < 2) {
				Thread.sleep(10);
			}
			MptcpFullInfo one = new MptcpFullInfo(1);
			assertThat(ask(descriptor, one)).isEqualTo(2);
			assertThat(one.isComplete()).isFalse();
			verifySubflow(one, sockets);
			assertThat(one.tcpInfo(0).state()).isEqualTo(1);
			MptcpFullInfo three = new MptcpFullInfo(3);
			assertThat(ask(descriptor, three)).isEqualTo(2);
			assertThat(three.isComplete()).isTrue();
			verifySubflow(three, sockets);
			assertThat(three.subflowInfo(1).local().toInetSocketAddress().orElseThrow().getHostString())
				.isEqualTo("10.1.0.2");
			assertThat(three.subflowInfo(1).id()).isNotEqualTo(three.subflowInfo(0).id());
			assertThat(three.tcpInfo(1).length()).isEqualTo(TcpInfo.LENGTH);
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
		MptcpFullInfo fullInfo = filled(1);
		assertThat(-this.calls.getMptcpFullInfo(descriptor, fullInfo)).isIn((Object[]) errnos);
		assertThat(fullInfo.length()).isZero();
		assertThat(fullInfo.bytes()).containsOnly(7);
		assertThat(fullInfo.subflowInfos()).containsOnly(7);
		assertThat(fullInfo.tcpInfos()).containsOnly(7);
	}

	private int ask(int descriptor, MptcpFullInfo fullInfo) {
		assertThat(this.calls.getMptcpFullInfo(descriptor, fullInfo)).isPositive();
		return fullInfo.subflows();
	}

	private static void verifySubflow(MptcpFullInfo fullInfo, ConnectedSockets sockets) throws Exception {
		assertThat(fullInfo.subflowInfo(0).local().toInetSocketAddress()).hasValue(sockets.clientAddress());
		assertThat(fullInfo.subflowInfo(0).remote().toInetSocketAddress()).hasValue(sockets.serverAddress());
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

	private static MptcpFullInfo filled(int capacity) {
		MptcpFullInfo fullInfo = new MptcpFullInfo(capacity);
		Arrays.fill(fullInfo.bytes(), (byte) 7);
		Arrays.fill(fullInfo.subflowInfos(), (byte) 7);
		Arrays.fill(fullInfo.tcpInfos(), (byte) 7);
		fullInfo.keepLength(MptcpFullInfo.LENGTH);
		return fullInfo;
	}

}
