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

package io.github.mptcpspring.autoconfigure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.ProblemObserver;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link ProblemObserver} that logs how HTTP clients connect, once, and each problem
 * once, not for each connection.
 */
class ClientLogger implements ProblemObserver {

	private static final Log logger = LogFactory.getLog(ClientLogger.class);

	private final Set<Problem> logged = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean connects = new AtomicBoolean();

	@Override
	public void prepared(ClientSettings settings) {
		if (!this.connects.get() && this.connects.compareAndSet(false, true)) {
			logger.info("HTTP clients connect with %s%s".formatted(settings.mptcp() ? "MPTCP" : "TCP",
					settings.fastOpen() ? ", Fast Open" : ""));
		}
	}

	@Override
	public void observed(Problem problem) {
		if (this.logged.add(problem)) {
			logger.warn("HTTP clients: %s. %s".formatted(problem.summary(), problem.instruction()));
		}
	}

}
