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

package io.github.mptcpspring.socket;

import java.util.List;

import io.github.mptcpspring.socket.Shortcoming.Missing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShortcomingRegistry}.
 */
class ShortcomingRegistryTests {

	private static final Shortcoming LASTING = Shortcoming.of(Missing.MPTCP,
			Unavailable.permanently("it has no way in", "Take another"));

	private static final Shortcoming PASSING = Shortcoming.of(Missing.MPTCP,
			Unavailable.forNow("it is switched off", "Switch it on"));

	private final ShortcomingRegistry registry = new ShortcomingRegistry();

	@Test
	void whatWillNotComeIsRememberedOnce() {
		for (int i = 0; i < 3; i++) {
			this.registry.observed(LASTING);
		}
		assertThat(this.registry.shortcomings()).containsExactly(LASTING);
	}

	@Test
	void whatMayComeIsNotRemembered() {
		this.registry.observed(PASSING);
		assertThat(this.registry.shortcomings()).isEmpty();
	}

	@Test
	void whatWasAnsweredDoesNotChange() {
		List<Shortcoming> shortcomings = this.registry.shortcomings();
		this.registry.observed(LASTING);
		assertThat(shortcomings).isEmpty();
	}

}
