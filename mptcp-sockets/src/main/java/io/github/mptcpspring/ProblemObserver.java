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
 * Is told what became of what clients were asked for, for every socket.
 */
@FunctionalInterface
public interface ProblemObserver {

	/**
	 * Something that was asked for is missing.
	 * @param problem what and why
	 */
	void observed(Problem problem);

	/**
	 * A client's socket that is about to connect has all that was asked for.
	 * @param settings what was asked for
	 */
	default void prepared(ClientSettings settings) {
	}

	/**
	 * Return one observer for several.
	 * @param observers the observers, which are told in this order
	 * @return an observer that tells them all
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

		};
	}

}
