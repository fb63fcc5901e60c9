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

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientProblem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link ProblemObserver} that logs how clients connect, once for each client, and each
 * problem of a client once, not for each connection.
 */
class ClientLogger implements ProblemObserver {

	private static final Log logger = LogFactory.getLog(ClientLogger.class);

	private final Map<String, ProblemObserver> clients = new ConcurrentHashMap<>();

	private final ProblemObserver others = new Client(ClientProblem.UNNAMED, ClientProblem.UNNAMED + " connect");

	@Override
	public void prepared(ClientSettings settings) {
		this.others.prepared(settings);
	}

	@Override
	public void observed(Problem problem) {
		this.others.observed(problem);
	}

	@Override
	public ProblemObserver forClient(String client) {
		return this.clients.computeIfAbsent(client, (name) -> new Client(name, name + " connects"));
	}

	/**
	 * Logs for one client, or for all that have no name of their own.
	 */
	private static final class Client implements ProblemObserver {

		private final String name;

		private final String connects;

		private final Set<Problem> logged = ConcurrentHashMap.newKeySet();

		private final AtomicBoolean connected = new AtomicBoolean();

		private Client(String name, String connects) {
			this.name = name;
			this.connects = connects;
		}

		@Override
		public void prepared(ClientSettings settings) {
			if (!this.connected.get() && this.connected.compareAndSet(false, true)) {
				logger.info("%s with %s%s".formatted(this.connects, settings.mptcp() ? "MPTCP" : "TCP",
						settings.fastOpen() ? ", Fast Open" : ""));
			}
		}

		@Override
		public void observed(Problem problem) {
			if (this.logged.add(problem)) {
				logger.warn("%s: %s. %s".formatted(this.name, problem.summary(), problem.instruction()));
			}
		}

	}

}
