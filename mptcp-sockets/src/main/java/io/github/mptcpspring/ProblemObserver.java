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

package io.github.mptcpspring;

import java.util.Collection;
import java.util.List;

/**
 * Observer of the sockets of clients, notified for every socket. In a Spring Boot
 * application every bean of this type is notified.
 */
@FunctionalInterface
public interface ProblemObserver {

	/**
	 * Called if an enabled feature is not used.
	 * @param problem the problem
	 */
	void observed(Problem problem);

	/**
	 * Called if a socket that is about to connect uses every enabled feature.
	 * @param settings the settings
	 */
	default void prepared(ClientSettings settings) {
	}

	/**
	 * Return the observer of the sockets of one client.
	 * @param client what messages call the client, {@code "Jetty client"} for example
	 * @return the observer, which is this one unless it distinguishes clients
	 */
	default ProblemObserver forClient(String client) {
		return this;
	}

	/**
	 * Return a composite of several observers.
	 * @param observers the observers, which are called in this order
	 * @return the composite
	 */
	static ProblemObserver of(Collection<? extends ProblemObserver> observers) {
		List<ProblemObserver> all = List.copyOf(observers);
		return new ProblemObserver() {

			@Override
			public void observed(Problem problem) {
				all.forEach((observer) -> observer.observed(problem));
			}

			@Override
			public void prepared(ClientSettings settings) {
				all.forEach((observer) -> observer.prepared(settings));
			}

			@Override
			public ProblemObserver forClient(String client) {
				return of(all.stream().map((observer) -> observer.forClient(client)).toList());
			}

		};
	}

}
