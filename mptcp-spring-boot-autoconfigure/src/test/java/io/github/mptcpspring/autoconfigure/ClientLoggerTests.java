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

package io.github.mptcpspring.autoconfigure;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientLogger}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientLoggerTests {

	@Test
	void eachReasonIsOneWarning(CapturedOutput output) {
		ClientLogger logger = new ClientLogger();
		for (int i = 0; i < 3; i++) {
			logger.observed(Problem.temporary("reason", "Do this", "one").of(Feature.MPTCP));
			logger.observed(Problem.permanent("cause", "Do that").of(Feature.FAST_OPEN));
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).satisfiesExactly(
				(line) -> assertThat(line).endsWith("HTTP clients: MPTCP is not used: reason. Do this with: one"),
				(line) -> assertThat(line).endsWith("HTTP clients: Fast Open is not used: cause. Do that"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			true  | false | HTTP clients connect with MPTCP
			true  | true  | HTTP clients connect with MPTCP, Fast Open
			false | true  | HTTP clients connect with TCP, Fast Open
			""")
	void whatWorksIsOneInfoLine(boolean mptcp, boolean fastOpen, String message, CapturedOutput output) {
		ClientLogger logger = new ClientLogger();
		for (int i = 0; i < 3; i++) {
			logger.prepared(new ClientSettings(mptcp, OnUnavailable.FALLBACK, fastOpen));
		}
		assertThat(output.getAll().lines()).singleElement()
			.satisfies((line) -> assertThat(line).contains("INFO").endsWith(message));
	}

}
