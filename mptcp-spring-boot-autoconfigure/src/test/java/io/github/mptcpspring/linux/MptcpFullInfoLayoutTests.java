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

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpFullInfoLayout}, which make no native call.
 */
class MptcpFullInfoLayoutTests {

	@ParameterizedTest
	@CsvSource({ "size_tcpinfo_kernel, 0", "size_tcpinfo_user, 4", "size_sfinfo_kernel, 8", "size_sfinfo_user, 12",
			"num_subflows, 16", "size_arrays_user, 20", "subflow_info, 24", "tcp_info, 32", "mptcp_info, 40" })
	void fieldsAreWhereTheKernelHasThem(String field, long offset) {
		assertThat(MptcpFullInfoLayout.MPTCP_FULL_INFO.byteOffset(PathElement.groupElement(field))).isEqualTo(offset);
	}

	@Test
	void lengthsAreThoseOfTheKernel() {
		assertThat(MptcpFullInfoLayout.LENGTH).isEqualTo(136);
		assertThat(MptcpFullInfoLayout.SUBFLOW_LENGTH).isEqualTo(264);
		assertThat(MptcpFullInfoLayout.SUBFLOW_LOCAL).isEqualTo(8);
		assertThat(MptcpFullInfoLayout.SUBFLOW_REMOTE).isEqualTo(136);
	}

	@Test
	void aRequestTellsTheKernelWhatFitsAndWhere() {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment fullInfo = arena.allocate(160, 8).fill((byte) 7);
			MemorySegment subflowInfos = arena.allocate(3 * 264 + 263);
			MemorySegment tcpInfos = arena.allocate(4 * 216);
			MptcpFullInfoLayout.request(fullInfo, subflowInfos, tcpInfos);
			ByteBuffer expected = ByteBuffer.allocate(160).order(ByteOrder.nativeOrder());
			expected.putInt(4, 216).putInt(12, 264).putInt(20, 3);
			expected.putLong(24, subflowInfos.address()).putLong(32, tcpInfos.address());
			for (int i = 136; i < 160; i++) {
				expected.put(i, (byte) 7);
			}
			assertThat(fullInfo.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected.array());
		}
	}

	// The kernel takes our word for how much memory there is
	@ParameterizedTest
	@CsvSource({ "2, 2, 2", "2, 1, 1", "1, 2, 1", "2, 0, 0", "0, 2, 0" })
	void aRequestDoesNotPromiseMoreThanTheShorterArrayHolds(int subflowInfos, int tcpInfos, int entries) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment fullInfo = arena.allocate(136, 8);
			MptcpFullInfoLayout.request(fullInfo, arena.allocate(subflowInfos * 264L), arena.allocate(tcpInfos * 216L));
			assertThat(fullInfo.get(ValueLayout.JAVA_INT, 20)).isEqualTo(entries);
		}
	}

	@Test
	void moreSubflowsThanFitAreCounted() {
		byte[] fullInfo = ByteBuffer.allocate(136).order(ByteOrder.nativeOrder()).putInt(16, 9).putInt(20, 2).array();
		assertThat(MptcpFullInfoLayout.subflows(fullInfo)).isEqualTo(9);
	}

	@ParameterizedTest
	@CsvSource({ "280, 216", "216, 216", "192, 192", "104, 104", "0, 0" })
	void anOlderKernelWritesLessOfEachTcpInfo(int kernel, int length) {
		byte[] fullInfo = ByteBuffer.allocate(136).order(ByteOrder.nativeOrder()).putInt(0, kernel).array();
		assertThat(MptcpFullInfoLayout.tcpInfoLength(fullInfo)).isEqualTo(length);
	}

	@Test
	void eachSubflowIsReadAtItsOffset() {
		ByteBuffer entries = ByteBuffer.allocate(2 * 264).order(ByteOrder.nativeOrder());
		entries.putInt(0, 1).put(8, ipv4(1001, 1)).put(136, ipv4(1002, 2));
		entries.putInt(264, 7).put(264 + 8, ipv4(2001, 3)).put(264 + 136, ipv4(2002, 4));
		byte[] subflowInfos = entries.array();
		assertThat(MptcpFullInfoLayout.subflowId(subflowInfos, 0)).isEqualTo(1);
		assertThat(SocketAddressLayout.read(subflowInfos, MptcpFullInfoLayout.SUBFLOW_LOCAL))
			.hasValue(new InetSocketAddress("127.0.0.1", 1001));
		assertThat(SocketAddressLayout.read(subflowInfos, MptcpFullInfoLayout.SUBFLOW_REMOTE))
			.hasValue(new InetSocketAddress("127.0.0.2", 1002));
		assertThat(MptcpFullInfoLayout.subflowId(subflowInfos, 264)).isEqualTo(7);
		assertThat(SocketAddressLayout.read(subflowInfos, 264 + MptcpFullInfoLayout.SUBFLOW_LOCAL))
			.hasValue(new InetSocketAddress("127.0.0.3", 2001));
		assertThat(SocketAddressLayout.read(subflowInfos, 264 + MptcpFullInfoLayout.SUBFLOW_REMOTE))
			.hasValue(new InetSocketAddress("127.0.0.4", 2002));
	}

	private static byte[] ipv4(int port, int host) {
		return new byte[] { Socket.AF_INET, 0, (byte) (port >> 8), (byte) port, 127, 0, 0, (byte) host };
	}

	// Linux 6.5 has 80 bytes of struct mptcp_info
	@ParameterizedTest
	@CsvSource({ "136, 96", "128, 88", "120, 80", "40, 0", "0, 0" })
	void theInfoInItIsAsLongAsTheKernelWroteIt(int length, int infoLength) {
		byte[] fullInfo = new byte[136];
		for (int i = 0; i < fullInfo.length; i++) {
			fullInfo[i] = (byte) i;
		}
		byte[] info = MptcpFullInfoLayout.mptcpInfo(fullInfo, length);
		assertThat(info).hasSize(infoLength);
		for (int i = 0; i < infoLength; i++) {
			assertThat(info[i]).isEqualTo((byte) (40 + i));
		}
	}

}
