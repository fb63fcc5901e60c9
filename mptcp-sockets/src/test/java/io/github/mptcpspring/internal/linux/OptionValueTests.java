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
import java.nio.ByteOrder;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OptionValue}.
 */
class OptionValueTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, -1, 0x0102_0304, Integer.MIN_VALUE })
	void anIntHasTheByteOrderOfThisMachine(int number) {
		byte[] value = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(number).array();
		assertThat(OptionValue.ofInt(number)).isEqualTo(value);
		assertThat(OptionValue.toInt(value)).isEqualTo(number);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, -1, 0x0102_0304_0506_0708L, Long.MIN_VALUE })
	void aLongHasTheByteOrderOfThisMachine(long number) {
		byte[] value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(number).array();
		assertThat(OptionValue.toLong(value)).isEqualTo(number);
	}

}
