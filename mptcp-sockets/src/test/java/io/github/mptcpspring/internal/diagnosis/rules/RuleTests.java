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

import java.util.List;

import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for one {@link AdviceRule}.
 */
abstract class RuleTests {

	private final AdviceRule rule;

	RuleTests(AdviceRule rule) {
		this.rule = rule;
	}

	@Test
	void silentWhenAllIsWell() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell())).isEmpty();
	}

	final List<Advice> advice(DiagnosticSnapshotFixture fixture) {
		return this.rule.examine(fixture.snapshot()).toList();
	}

	final void assertSilent(DiagnosticSnapshotFixture fixture) {
		assertThat(advice(fixture)).isEmpty();
	}

}
