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

import io.github.mptcpspring.internal.linux.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Struct}.
 */
class StructTests {

	@ParameterizedTest
	@CsvSource({ "-9, 0", "0, 0", "1, 1", "215, 215", "216, 216", "217, 216", "280, 216" })
	void theLengthIsWhatTheKernelWroteAndNoMoreThanFits(int result, int length) {
		TcpInfo info = new TcpInfo();
		assertThat(info.length()).isZero();
		assertThat(info.keepLength(result)).isEqualTo(result);
		assertThat(info.length()).isEqualTo(length);
	}

	@Test
	void nothingIsLeftOfTheCallBefore() {
		TcpInfo info = new TcpInfo();
		info.bytes()[0] = 1;
		info.keepLength(TcpInfo.LENGTH);
		assertThat(info.state()).isOne();
		assertThat(info.rttMicros()).hasValue(0);
		info.keepLength(-Errno.EBADF);
		assertThat(info.state()).isZero();
		assertThat(info.rttMicros()).isEmpty();
		assertThat(info.fastOpen()).isEmpty();
	}

	// A system call would overwrite what stands before it
	@Test
	void aPartIsNotReadForItself() {
		TcpInfo second = new TcpInfo(new byte[2 * TcpInfo.LENGTH], TcpInfo.LENGTH, TcpInfo.LENGTH);
		assertThatIllegalStateException().isThrownBy(second::bytes);
	}

}
