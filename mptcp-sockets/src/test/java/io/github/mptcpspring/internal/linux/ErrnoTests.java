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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Errno}. {@link HeadersTests} checks every name.
 */
class ErrnoTests {

	@ParameterizedTest
	@CsvSource({ "1, EPERM", "22, EINVAL", "24, EMFILE", "92, ENOPROTOOPT", "98, EADDRINUSE", "105, ENOBUFS" })
	void aKnownNumberHasItsName(int errno, String name) {
		assertThat(Errno.name(errno)).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 41, 4095 })
	void anotherNumberIsItsOwnName(int errno) {
		assertThat(Errno.name(errno)).isEqualTo("errno " + errno);
	}

}
