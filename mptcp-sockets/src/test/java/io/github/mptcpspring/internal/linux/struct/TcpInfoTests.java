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
import java.util.Arrays;

import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TcpInfo}.
 */
class TcpInfoTests {

	/** Length of the structure on Linux 6.18. */
	private static final int NEWEST = 280;

	@ParameterizedTest
	@CsvSource({ "tcpi_state, 0", "tcpi_options, 5", "tcpi_rtt, 68", "tcpi_snd_cwnd, 80", "tcpi_total_retrans, 100",
			"tcpi_bytes_received, 128", "tcpi_bytes_sent, 200", "tcpi_bytes_retrans, 208" })
	void fieldsAreWhereTheKernelHasThem(String field, long offset) {
		assertThat(TcpInfo.TCP_INFO.byteOffset(PathElement.groupElement(field))).isEqualTo(offset);
	}

	@Test
	void thePartThatIsAskedForEndsWithTheLastField() {
		assertThat(TcpInfo.LENGTH).isEqualTo(216);
		assertThat(SockOpt.TCP_INFO.length()).isEqualTo(216);
	}

	@ParameterizedTest
	@ValueSource(ints = { 216, 232, NEWEST })
	void aKernelThatWritesAllIsReadWhole(int length) {
		TcpInfo info = new TcpInfo(info(0), 0, length);
		assertThat(info.rttMicros()).hasValue(68_000);
		assertThat(info.congestionWindow()).hasValue(80_000);
		assertThat(info.retransmits()).hasValue(100_000);
		assertThat(info.bytesReceived()).hasValue(0x1_0000_0128L);
		assertThat(info.bytesRetransmitted()).hasValue(0x1_0000_0208L);
		assertThat(info.bytesSentOnce()).hasValue(0x3_0000_0200L - 0x1_0000_0208L);
	}

	@ParameterizedTest
	@ValueSource(ints = { 136, 192, 200 })
	void beforeLinux419SentBytesAreNotCounted(int length) {
		TcpInfo info = new TcpInfo(info(0), 0, length);
		assertThat(info.retransmits()).hasValue(100_000);
		assertThat(info.bytesReceived()).hasValue(0x1_0000_0128L);
		assertThat(info.bytesRetransmitted()).isEmpty();
		assertThat(info.bytesSentOnce()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 104, 135 })
	void beforeLinux41NoBytesAreCounted(int length) {
		TcpInfo info = new TcpInfo(info(0), 0, length);
		assertThat(info.rttMicros()).hasValue(68_000);
		assertThat(info.congestionWindow()).hasValue(80_000);
		assertThat(info.retransmits()).hasValue(100_000);
		assertThat(info.bytesReceived()).isEmpty();
		assertThat(info.bytesRetransmitted()).isEmpty();
		assertThat(info.bytesSentOnce()).isEmpty();
	}

	// What is sent once is a difference, of which half may be there
	@ParameterizedTest
	@ValueSource(ints = { 208, 215 })
	void sentBytesWithoutThoseSentAgainAreNoAnswer(int length) {
		assertThat(new TcpInfo(info(0), 0, length).bytesSentOnce()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "71, 83, 103", "0, 0, 0" })
	void aNumberThatIsCutOffIsEmpty(int rtt, int window, int retransmits) {
		byte[] info = info(0);
		assertThat(new TcpInfo(info, 0, rtt).rttMicros()).isEmpty();
		assertThat(new TcpInfo(info, 0, window).congestionWindow()).isEmpty();
		assertThat(new TcpInfo(info, 0, retransmits).retransmits()).isEmpty();
	}

	@Test
	void oneOfSeveralIsReadAtItsOffset() {
		byte[] infos = info(TcpInfo.LENGTH);
		assertThat(new TcpInfo(infos, TcpInfo.LENGTH, 216).state()).isEqualTo(SysSocket.TCP_SYN_SENT);
		assertThat(new TcpInfo(infos, TcpInfo.LENGTH, TcpInfo.LENGTH).fastOpen()).contains(true);
		assertThat(new TcpInfo(infos, TcpInfo.LENGTH, 216).rttMicros()).hasValue(68_000);
		assertThat(new TcpInfo(infos, TcpInfo.LENGTH, 216).bytesSentOnce()).hasValue(0x1_ffff_fff8L);
		assertThat(new TcpInfo(infos, 0, 216).state()).isZero();
		assertThat(new TcpInfo(infos, 0, TcpInfo.LENGTH).fastOpen()).contains(false);
		assertThat(new TcpInfo(infos, 0, 216).rttMicros()).hasValue(0);
	}

	@Test
	void fastOpenIsOneBitOfTheOptions() {
		byte[] info = new byte[NEWEST];
		for (int options = 0; options < 256; options++) {
			info[5] = (byte) options;
			assertThat(new TcpInfo(info, 0, 6).fastOpen()).as("options %#x", options).contains((options & 0x20) != 0);
		}
		Arrays.fill(info, (byte) -1);
		info[5] = 0;
		assertThat(new TcpInfo(info, 0, TcpInfo.LENGTH).fastOpen()).contains(false);
		assertThat(new TcpInfo(info, 0, 5).fastOpen()).isEmpty();
		assertThat(new TcpInfo(info, 0, -1).fastOpen()).isEmpty();
	}

	@Test
	void aStateThatTheKernelDidNotWriteIsNone() {
		assertThat(new TcpInfo(info(0), 0, 1).state()).isEqualTo(SysSocket.TCP_SYN_SENT);
		assertThat(new TcpInfo(info(0), 0, 0).state()).isZero();
	}

	private static byte[] info(int offset) {
		byte[] infos = new byte[offset + NEWEST];
		ByteBuffer info = ByteBuffer.wrap(infos, offset, NEWEST).slice().order(ByteOrder.nativeOrder());
		info.put(0, (byte) SysSocket.TCP_SYN_SENT).put(5, (byte) 0x20);
		info.putInt(68, 68_000).putInt(80, 80_000).putInt(100, 100_000);
		info.putLong(128, 0x1_0000_0128L).putLong(200, 0x3_0000_0200L).putLong(208, 0x1_0000_0208L);
		return infos;
	}

}
