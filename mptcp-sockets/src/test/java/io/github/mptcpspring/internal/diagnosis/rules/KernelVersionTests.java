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

package io.github.mptcpspring.internal.diagnosis.rules;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KernelVersion}.
 */
class KernelVersionTests {

	@ParameterizedTest
	@CsvSource({ "6.18.44, true", "6.18.0-rc1+, true", "6.18, true", "7.0.1, true", "10.1, true", "6.17.9, false",
			"6.1.0-28-cloud-amd64, false", "5.19.0, false", "24.5.0.1, true", "next, false", "99999999999.1, false",
			"'', false" })
	void numbersAreComparedAsNumbers(String release, boolean isAtLeast) {
		assertThat(KernelVersion.of(release).isAtLeast(6, 18)).isEqualTo(isAtLeast);
	}

}
