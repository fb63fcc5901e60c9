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

package io.github.mptcpspring;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ListenerSettings}.
 */
class ListenerSettingsTests {

	@Test
	void whenTheQueueLengthIsNegativeItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ListenerSettings(true, OnUnavailable.FAIL, -1))
			.withMessage("The Fast Open queue length must not be negative");
	}

	@ParameterizedTest
	@CsvSource({ "false, FALLBACK, 0, true", "false, FAIL, 0, true", "true, FALLBACK, 0, false",
			"false, FALLBACK, 1, false", "true, FAIL, 256, false" })
	void itIsPlainWhenThereIsNothingToDo(boolean mptcp, OnUnavailable onUnavailable, int queueLength, boolean plain) {
		assertThat(new ListenerSettings(mptcp, onUnavailable, queueLength).isPlain()).isEqualTo(plain);
	}

	@Test
	void plainIsPlain() {
		assertThat(ListenerSettings.PLAIN.isPlain()).isTrue();
	}

}
