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

import java.lang.foreign.MemoryLayout.PathElement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpInfoLayout}.
 */
class MptcpInfoLayoutTests {

	@ParameterizedTest
	@CsvSource({ "mptcpi_subflows, 0", "mptcpi_subflows_total, 80", "mptcpi_last_data_sent, 84",
			"mptcpi_last_data_recv, 88", "mptcpi_last_ack_recv, 92" })
	void fieldsAreWhereTheKernelHasThem(String field, long offset) {
		assertThat(MptcpInfoLayout.MPTCP_INFO.byteOffset(PathElement.groupElement(field))).isEqualTo(offset);
	}

	@Test
	void theStructureIsAsLongAsLinux610WritesIt() {
		assertThat(MptcpInfoLayout.MPTCP_INFO.byteSize()).isEqualTo(96);
	}

	@ParameterizedTest
	@ValueSource(ints = { 88, 96 })
	void aKernelThatReportsTheTotalIsBelieved(int length) {
		assertThat(MptcpInfoLayout.subflows(info(3, 2), length)).hasValue(2);
		assertThat(MptcpInfoLayout.subflows(info(255, 254), length)).hasValue(254);
	}

	@ParameterizedTest
	@ValueSource(ints = { 40, 48, 80 })
	void anOlderKernelReportsTheAdditionalOnes(int length) {
		assertThat(MptcpInfoLayout.subflows(info(0, 9), length)).hasValue(1);
		assertThat(MptcpInfoLayout.subflows(info(2, 9), length)).hasValue(3);
	}

	@Test
	void nothingIsNotZero() {
		assertThat(MptcpInfoLayout.subflows(info(2, 3), 0)).isEmpty();
	}

	private static byte[] info(int subflows, int total) {
		byte[] info = new byte[96];
		info[0] = (byte) subflows;
		info[80] = (byte) total;
		return info;
	}

}
