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

package io.github.mptcpspring.internal.linux.struct;

import java.lang.foreign.MemoryLayout.PathElement;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SysSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MptcpFullInfo}, which make no native call.
 */
class MptcpFullInfoTests {

	@ParameterizedTest
	@CsvSource({ "size_tcpinfo_kernel, 0", "size_tcpinfo_user, 4", "size_sfinfo_kernel, 8", "size_sfinfo_user, 12",
			"num_subflows, 16", "size_arrays_user, 20", "subflow_info, 24", "tcp_info, 32", "mptcp_info, 40" })
	void fieldsAreWhereTheKernelHasThem(String field, long offset) {
		assertThat(MptcpFullInfo.MPTCP_FULL_INFO.byteOffset(PathElement.groupElement(field))).isEqualTo(offset);
	}

	@ParameterizedTest
	@CsvSource({ "id, 0", "ss_local, 8", "ss_remote, 136" })
	void fieldsOfASubflowAreWhereTheKernelHasThem(String field, long offset) {
		assertThat(MptcpSubflowInfo.MPTCP_SUBFLOW_INFO.byteOffset(PathElement.groupElement(field))).isEqualTo(offset);
	}

	@Test
	void lengthsAreThoseOfTheKernel() {
		assertThat(MptcpFullInfo.LENGTH).isEqualTo(136);
		assertThat(MptcpSubflowInfo.LENGTH).isEqualTo(264);
	}

	// The kernel takes our word for how much memory there is
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3 })
	void aRequestTellsTheKernelWhatFitsAndWhere(int capacity) {
		MptcpFullInfo fullInfo = new MptcpFullInfo(capacity);
		assertThat(fullInfo.subflowInfos()).hasSize(capacity * 264);
		assertThat(fullInfo.tcpInfos()).hasSize(capacity * 216);
		ByteBuffer expected = ByteBuffer.allocate(136).order(ByteOrder.nativeOrder());
		expected.putInt(4, 216).putInt(12, 264).putInt(20, capacity);
		expected.putLong(24, 0x1_0000_0001L).putLong(32, 0x2_0000_0002L);
		assertThat(fullInfo.request(0x1_0000_0001L, 0x2_0000_0002L)).isEqualTo(expected.array());
		assertThat(fullInfo.bytes()).containsOnly(0);
	}

	@Test
	void moreSubflowsThanFitAreCounted() {
		MptcpFullInfo fullInfo = written(2, 136, (bytes) -> bytes.putInt(16, 9).putInt(20, 2));
		assertThat(fullInfo.subflows()).isEqualTo(9);
		assertThat(fullInfo.isComplete()).isFalse();
		assertThat(fullInfo.subflowInfo(1).id()).isZero();
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> fullInfo.subflowInfo(2));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> fullInfo.tcpInfo(2));
	}

	@ParameterizedTest
	@CsvSource({ "0, true", "1, true", "2, true", "3, false" })
	void allSubflowsAreToldWhenTheyFit(int subflows, boolean complete) {
		MptcpFullInfo fullInfo = written(2, 136, (bytes) -> bytes.putInt(16, subflows));
		assertThat(fullInfo.subflows()).isEqualTo(subflows);
		assertThat(fullInfo.isComplete()).isEqualTo(complete);
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> fullInfo.subflowInfo(subflows));
	}

	@ParameterizedTest
	@CsvSource({ "280, 216", "216, 216", "192, 192", "104, 104", "0, 0" })
	void anOlderKernelWritesLessOfEachTcpInfo(int kernel, int length) {
		MptcpFullInfo fullInfo = written(2, 136, (bytes) -> bytes.putInt(0, kernel).putInt(16, 2));
		assertThat(fullInfo.tcpInfo(0).length()).isEqualTo(length);
		assertThat(fullInfo.tcpInfo(1).length()).isEqualTo(length);
	}

	@Test
	void eachTcpInfoIsReadAtItsOffset() {
		MptcpFullInfo fullInfo = written(2, 136, (bytes) -> bytes.putInt(0, 216).putInt(16, 2));
		ByteBuffer.wrap(fullInfo.tcpInfos()).order(ByteOrder.nativeOrder()).putInt(68, 1000).putInt(216 + 68, 2000);
		assertThat(fullInfo.tcpInfo(0).rttMicros()).hasValue(1000);
		assertThat(fullInfo.tcpInfo(1).rttMicros()).hasValue(2000);
	}

	@Test
	void eachSubflowIsReadAtItsOffset() {
		MptcpFullInfo fullInfo = written(2, 136, (bytes) -> bytes.putInt(16, 2));
		ByteBuffer entries = ByteBuffer.wrap(fullInfo.subflowInfos()).order(ByteOrder.nativeOrder());
		entries.putInt(0, 1).put(8, ipv4(1001, 1)).put(136, ipv4(1002, 2));
		entries.putInt(264, 7).put(264 + 8, ipv4(2001, 3)).put(264 + 136, ipv4(2002, 4));
		assertThat(fullInfo.subflowInfo(0).id()).isEqualTo(1);
		assertThat(fullInfo.subflowInfo(0).local().toInetSocketAddress())
			.hasValue(new InetSocketAddress("127.0.0.1", 1001));
		assertThat(fullInfo.subflowInfo(0).remote().toInetSocketAddress())
			.hasValue(new InetSocketAddress("127.0.0.2", 1002));
		assertThat(fullInfo.subflowInfo(1).id()).isEqualTo(7);
		assertThat(fullInfo.subflowInfo(1).local().toInetSocketAddress())
			.hasValue(new InetSocketAddress("127.0.0.3", 2001));
		assertThat(fullInfo.subflowInfo(1).remote().toInetSocketAddress())
			.hasValue(new InetSocketAddress("127.0.0.4", 2002));
	}

	private static MptcpFullInfo written(int capacity, int length, Consumer<ByteBuffer> kernel) {
		MptcpFullInfo fullInfo = new MptcpFullInfo(capacity);
		kernel.accept(ByteBuffer.wrap(fullInfo.bytes()).order(ByteOrder.nativeOrder()));
		fullInfo.keepLength(length);
		return fullInfo;
	}

	private static byte[] ipv4(int port, int host) {
		return new byte[] { SysSocket.AF_INET, 0, (byte) (port >> 8), (byte) port, 127, 0, 0, (byte) host };
	}

	// Linux 6.5 has 80 bytes of struct mptcp_info
	@ParameterizedTest
	@CsvSource({ "136, 96", "128, 88", "120, 80", "40, 0", "0, 0" })
	void theInfoInItIsAsLongAsTheKernelWroteIt(int length, int infoLength) {
		MptcpFullInfo fullInfo = written(0, length, (bytes) -> {
			for (int i = 0; i < bytes.capacity(); i++) {
				bytes.put(i, (byte) i);
			}
		});
		MptcpInfo info = fullInfo.mptcpInfo();
		assertThat(info.length()).isEqualTo(infoLength);
		for (int i = 0; i < infoLength; i++) {
			assertThat(info.getUnsignedByte(i)).isEqualTo(40 + i);
		}
	}

	@Test
	void whatTheKernelDidNotWriteIsEmpty() {
		MptcpFullInfo fullInfo = written(1, 136, (bytes) -> bytes.putInt(0, 216).putInt(16, 1));
		assertThat(fullInfo.subflows()).isEqualTo(1);
		assertThat(fullInfo.keepLength(-Errno.EOPNOTSUPP)).isEqualTo(-Errno.EOPNOTSUPP);
		assertThat(fullInfo.subflows()).isZero();
		assertThat(fullInfo.mptcpInfo().subflows()).isEmpty();
	}

}
