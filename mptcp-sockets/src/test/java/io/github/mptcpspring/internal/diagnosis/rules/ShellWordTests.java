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

import java.io.IOException;
import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShellWord}, with a shell.
 */
class ShellWordTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "x;id;#", "$(id)", "`id`", "a'b", "a\"b", "a\\b", "-n", "*", "~", "#", "&", "eth0|x", "ü" })
	void aShellTakesItForOneWord(String text) throws IOException, InterruptedException {
		assertThat(ExternalProgram.run(List.of("sh", "-c", "printf '<%s>' " + ShellWord.of(text))))
			.isEqualTo("<" + text + ">");
	}

	@ParameterizedTest
	@ValueSource(strings = { "eth0", "enp0s31f6", "br-0123456789ab", "eth0.10", "eth0:1", "wlan_0" })
	void ordinaryNamesStayAsTheyAre(String name) {
		assertThat(ShellWord.of(name)).isEqualTo(name);
	}

}
