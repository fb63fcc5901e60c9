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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemInfo}.
 */
class MemInfoTests {

	@Test
	void nineNumbersAreAskedFor() {
		assertThat(MemInfo.LENGTH).isEqualTo(36);
	}

	@ParameterizedTest
	@ValueSource(ints = { 28, 32, 36 })
	void theSeventhIsWhatIsAttached(int length) {
		assertThat(memory(length).attached()).hasValue(1006);
	}

	@ParameterizedTest
	@ValueSource(ints = { -95, 0, 24, 27 })
	void whatTheKernelDidNotWriteIsEmpty(int length) {
		assertThat(memory(length).attached()).isEmpty();
	}

	private static MemInfo memory(int length) {
		MemInfo memory = new MemInfo();
		ByteBuffer bytes = ByteBuffer.wrap(memory.bytes()).order(ByteOrder.nativeOrder());
		for (int i = 0; i < 9; i++) {
			bytes.putInt(1000 + i);
		}
		memory.keepLength(length);
		return memory;
	}

}
