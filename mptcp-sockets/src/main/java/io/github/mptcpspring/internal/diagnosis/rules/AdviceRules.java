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

import java.util.Comparator;
import java.util.List;

import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;

/**
 * The list of all rules.
 */
public final class AdviceRules {

	private static final List<AdviceRule> ALL = List.of(new NothingAskedFor(), new MptcpUnavailable(),
			new ListenerWithoutMptcp(), new PermanentProblems(), new PathManagerUnreadable(), new OnePathOnly(),
			new WaysNotUsed(), new SubflowsForbidden(), new AnnouncedAddressesIgnored(), new AnnouncedToNobody(),
			new EverythingFallsBack(), new ClientsWithoutMptcp(), new MptcpBlackhole(), new JoinsAtWrongHost(),
			new FastOpenSwitchedOff(), new FastOpenBlackhole(), new FastOpenDataRefused(), new FastOpenCookiesRefused(),
			new FastOpenQueueOverflow(), new KernelReportsLess());

	private AdviceRules() {
	}

	/**
	 * Apply all rules.
	 * @param snapshot the state of the application and the host
	 * @return the advice, the most severe first, empty if there is no problem
	 */
	public static List<Advice> advise(DiagnosticSnapshot snapshot) {
		return ALL.stream()
			.flatMap((rule) -> rule.examine(snapshot))
			.distinct()
			.sorted(Comparator.comparing(Advice::severity).reversed())
			.toList();
	}

}
