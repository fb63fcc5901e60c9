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

import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FastOpenQueueOverflow}.
 */
class FastOpenQueueOverflowTests extends RuleTests {

	FastOpenQueueOverflowTests() {
		super(new FastOpenQueueOverflow());
	}

	@Test
	void countedAndTheQueueIsToBeTwiceAsLong() {
		assertThat(advice(DiagnosticSnapshotFixture.allIsWell().onlyFastOpen().counter("TCPFastOpenListenOverflow", 7)))
			.containsExactly(new Advice(Severity.WARN,
					"7 times a Fast Open queue was full and a client had to wait a round trip longer",
					"Make the queue longer, up to net.core.somaxconn, with tfo.queue-length=512"));
	}

	@Test
	void silentWithoutAQueue() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().onlyServer().counter("TCPFastOpenListenOverflow", 7));
		assertSilent(DiagnosticSnapshotFixture.allIsWell().everySwitchOff().counter("TCPFastOpenListenOverflow", 7));
	}

	@Test
	void silentWhereTheKernelDoesNotCount() {
		assertSilent(DiagnosticSnapshotFixture.allIsWell().noCounters());
	}

}
