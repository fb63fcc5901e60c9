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

package io.github.mptcpspring.internal.client;

import java.util.List;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProblemRegistry}.
 */
class ProblemRegistryTests {

	private static final Problem LASTING = Problem.permanent("it has no way in", "Take another").of(Feature.MPTCP);

	private static final Problem PASSING = Problem.temporary("it is switched off", "Switch it on").of(Feature.MPTCP);

	private final ProblemRegistry registry = new ProblemRegistry();

	@Test
	void whatWillNotComeIsRememberedOnce() {
		for (int i = 0; i < 3; i++) {
			this.registry.observed(LASTING);
		}
		assertThat(this.registry.problems()).containsExactly(new ClientProblem("HTTP clients", LASTING));
	}

	@Test
	void itIsRememberedWhoseProblemItIs() {
		this.registry.forClient("Mail sender").observed(LASTING);
		this.registry.forClient("Mail sender").observed(LASTING);
		this.registry.forClient("Jetty client").observed(LASTING);
		this.registry.forClient("Jetty client").observed(PASSING);
		assertThat(this.registry.problems()).containsExactly(new ClientProblem("Mail sender", LASTING),
				new ClientProblem("Jetty client", LASTING));
	}

	@Test
	void whatMayComeIsNotRemembered() {
		this.registry.observed(PASSING);
		assertThat(this.registry.problems()).isEmpty();
	}

	@Test
	void whatWasAnsweredDoesNotChange() {
		List<ClientProblem> problems = this.registry.problems();
		this.registry.observed(LASTING);
		assertThat(problems).isEmpty();
	}

}
