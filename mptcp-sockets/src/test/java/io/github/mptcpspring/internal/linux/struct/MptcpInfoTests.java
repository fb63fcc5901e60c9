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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpInfo}.
 */
class MptcpInfoTests {

	@ParameterizedTest
	@CsvSource({ "mptcpi_subflows, 0", "mptcpi_flags, 8", "mptcpi_token, 12", "mptcpi_rcv_nxt, 32",
			"mptcpi_local_addr_used, 40", "mptcpi_csum_enabled, 42", "mptcpi_retransmits, 44",
			"mptcpi_bytes_retrans, 48", "mptcpi_bytes_sent, 56", "mptcpi_bytes_received, 64", "mptcpi_bytes_acked, 72",
			"mptcpi_subflows_total, 80", "mptcpi_last_data_sent, 84", "mptcpi_last_data_recv, 88",
			"mptcpi_last_ack_recv, 92" })
	void fieldsAreWhereTheKernelHasThem(String field, long offset) {
		assertThat(MptcpInfo.MPTCP_INFO.byteOffset(PathElement.groupElement(field))).isEqualTo(offset);
	}

	@Test
	void theStructureIsAsLongAsLinux610WritesIt() {
		assertThat(MptcpInfo.MPTCP_INFO.byteSize()).isEqualTo(96);
	}

	@ParameterizedTest
	@ValueSource(ints = { 81, 88, 96 })
	void aKernelThatReportsTheTotalIsBelieved(int length) {
		assertThat(new MptcpInfo(info(3, 2), 0, length).subflows()).hasValue(2);
		assertThat(new MptcpInfo(info(255, 254), 0, length).subflows()).hasValue(254);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 40, 48, 80 })
	void anOlderKernelReportsTheAdditionalOnes(int length) {
		assertThat(new MptcpInfo(info(0, 9), 0, length).subflows()).hasValue(1);
		assertThat(new MptcpInfo(info(2, 9), 0, length).subflows()).hasValue(3);
	}

	@Test
	void nothingIsNotZero() {
		assertThat(new MptcpInfo(info(2, 3), 0, 0).subflows()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0, false", "40, false", "80, false", "81, true", "88, true", "96, true" })
	void theTotalIsThereSinceLinux68(int length, boolean there) {
		assertThat(new MptcpInfo(new byte[96], 0, length).hasSubflowTotals()).isEqualTo(there);
	}

	// Each length at which a number is whole, and the one before it
	@ParameterizedTest
	@CsvSource({ "0, false, false, false", "40, false, false, false", "48, false, false, false",
			"55, false, false, false", "56, true, false, false", "63, true, false, false", "64, true, true, false",
			"71, true, true, false", "72, true, true, true", "80, true, true, true", "88, true, true, true",
			"96, true, true, true" })
	void bytesAreEmptyWhereTheKernelWroteNone(int length, boolean retransmitted, boolean sent, boolean received) {
		byte[] info = ByteBuffer.allocate(96)
			.order(ByteOrder.nativeOrder())
			.putLong(48, 0x1_0000_0001L)
			.putLong(56, 0x2_0000_0002L)
			.putLong(64, 0x3_0000_0003L)
			.array();
		assertThat(new MptcpInfo(info, 0, length).bytesRetransmitted()).isEqualTo(value(retransmitted, 0x1_0000_0001L));
		assertThat(new MptcpInfo(info, 0, length).bytesSent()).isEqualTo(value(sent, 0x2_0000_0002L));
		assertThat(new MptcpInfo(info, 0, length).bytesReceived()).isEqualTo(value(received, 0x3_0000_0003L));
	}

	@ParameterizedTest
	@ValueSource(ints = { 72, 80, 88, 96 })
	void zeroBytesThatTheKernelWroteAreNotEmpty(int length) {
		byte[] info = new byte[96];
		assertThat(new MptcpInfo(info, 0, length).bytesRetransmitted()).hasValue(0);
		assertThat(new MptcpInfo(info, 0, length).bytesSent()).hasValue(0);
		assertThat(new MptcpInfo(info, 0, length).bytesReceived()).hasValue(0);
	}

	private static OptionalLong value(boolean there, long value) {
		return there ? OptionalLong.of(value) : OptionalLong.empty();
	}

	@ParameterizedTest
	@CsvSource({ "0, 12, false", "1, 12, false", "2, 12, true", "3, 40, true", "-1, 96, true", "-3, 96, false",
			"2, 11, false", "2, 0, false" })
	void theKeyOfThePeerIsOneFlag(int flags, int length, boolean received) {
		byte[] info = ByteBuffer.allocate(96).order(ByteOrder.nativeOrder()).putInt(8, flags).array();
		assertThat(new MptcpInfo(info, 0, length).isRemoteKeyReceived()).isEqualTo(received);
	}

	@ParameterizedTest
	@CsvSource({ "16, -2", "40, -2", "96, -2", "15, 0", "0, 0" })
	void theTokenHasAll32Bits(int length, int token) {
		byte[] info = ByteBuffer.allocate(96).order(ByteOrder.nativeOrder()).putInt(12, 0xffff_fffe).array();
		assertThat(new MptcpInfo(info, 0, length).token()).isEqualTo(token);
	}

	private static byte[] info(int subflows, int total) {
		byte[] info = new byte[96];
		info[0] = (byte) subflows;
		info[80] = (byte) total;
		return info;
	}

}
