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

package io.github.mptcpspring.socketfactory;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.ProblemObserver;

/**
 * {@link ProblemObserver} for factories that are created by their class name: logs each
 * problem once.
 */
final class SystemLogObserver implements ProblemObserver {

	private final Set<Problem> logged = ConcurrentHashMap.newKeySet();

	@Override
	public void observed(Problem problem) {
		if (this.logged.add(problem)) {
			Logger logger = System.getLogger(MptcpSocketFactory.class.getName());
			logger.log(Level.WARNING, problem.summary() + ". " + problem.instruction());
		}
	}

}
