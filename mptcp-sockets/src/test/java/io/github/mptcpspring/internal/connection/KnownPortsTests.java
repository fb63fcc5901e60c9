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

package io.github.mptcpspring.internal.connection;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KnownPorts}.
 */
class KnownPortsTests {

	private final KnownPorts ports = new KnownPorts();

	@Test
	void whatWasNotSeenIsUnknown() {
		assertThat(this.ports.find(3, 0x86be5dff)).isEqualTo(KnownPorts.UNKNOWN);
		assertThat(this.ports.find(1_000_000, 0x86be5dff)).isEqualTo(KnownPorts.UNKNOWN);
	}

	@Test
	void aConnectionKeepsItsPort() {
		this.ports.remember(3, 0x86be5dff, 8080);
		assertThat(this.ports.find(3, 0x86be5dff)).isEqualTo(8080);
	}

	@Test
	void anotherConnectionOnTheSameDescriptorIsUnknown() {
		this.ports.remember(3, 0x86be5dff, 8080);
		assertThat(this.ports.find(3, 0x12345678)).isEqualTo(KnownPorts.UNKNOWN);
		this.ports.remember(3, 0x12345678, 40000);
		assertThat(this.ports.find(3, 0x12345678)).isEqualTo(40000);
		assertThat(this.ports.find(3, 0x86be5dff)).isEqualTo(KnownPorts.UNKNOWN);
	}

	@Test
	void itGrowsWithTheDescriptorTable() {
		for (int descriptor = 0; descriptor < 100_000; descriptor++) {
			this.ports.remember(descriptor, descriptor + 1, descriptor % 65536);
		}
		assertThat(this.ports.find(99_999, 100_000)).isEqualTo(99_999 % 65536);
		assertThat(this.ports.find(0, 1)).isZero();
	}

}
