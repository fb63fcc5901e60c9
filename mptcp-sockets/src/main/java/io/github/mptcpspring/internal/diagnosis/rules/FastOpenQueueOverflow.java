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

import java.util.stream.Stream;

import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.Severity;

/**
 * The Fast Open queue was full.
 */
final class FastOpenQueueOverflow implements AdviceRule {

	@Override
	public Stream<Advice> examine(DiagnosticSnapshot snapshot) {
		long overflows = snapshot.counters().get("TCPFastOpenListenOverflow");
		return (snapshot.hasFastOpenQueue() && overflows > 0) ? Stream.of(new Advice(Severity.WARN,
				"%d times a Fast Open queue was full and a client had to wait a round trip longer".formatted(overflows),
				"Make the queue longer, up to net.core.somaxconn, with tfo.queue-length="
						+ snapshot.settings().server().fastOpenQueueLength() * 2))
				: Stream.empty();
	}

}
