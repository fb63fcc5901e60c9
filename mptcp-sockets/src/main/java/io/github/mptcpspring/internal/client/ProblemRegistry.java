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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Persistence;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;

/**
 * {@link ProblemObserver} that collects permanent problems. Temporary problems are
 * determined when they are needed, see {@link MptcpSockets#probe} and
 * {@link FastOpenSysctl}.
 */
public final class ProblemRegistry implements ProblemObserver {

	private final Set<ClientProblem> problems = new LinkedHashSet<>();

	@Override
	public void observed(Problem problem) {
		observed(ClientProblem.UNNAMED, problem);
	}

	private synchronized void observed(String client, Problem problem) {
		if (problem.persistence() == Persistence.PERMANENT) {
			this.problems.add(new ClientProblem(client, problem));
		}
	}

	@Override
	public ProblemObserver forClient(String client) {
		return (problem) -> observed(client, problem);
	}

	/**
	 * Return the permanent problems.
	 * @return the problems, without duplicates
	 */
	public synchronized List<ClientProblem> problems() {
		return List.copyOf(this.problems);
	}

}
