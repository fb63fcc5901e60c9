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
 * Observer of the listeners that are opened and closed. In a Spring Boot application
 * every bean of this type is notified.
 */
@FunctionalInterface
public interface ListenerObserver {

	/**
	 * Called after a listener has been bound.
	 * @param listener the listener
	 */
	void opened(Listener listener);

	/**
	 * Called if a problem of a listener, or of the connections that it accepts, is found
	 * after it has been bound.
	 * @param before the listener that was last passed to this observer
	 * @param now the same listener with an additional problem
	 */
	default void changed(Listener before, Listener now) {
	}

	/**
	 * Called after a listener has been closed.
	 * @param listener the listener that was last passed to this observer
	 */
	default void closed(Listener listener) {
	}

	/**
	 * Return a composite of several observers.
	 * @param observers the observers, which are called in this order
	 * @return the composite
	 */
	static ListenerObserver of(Collection<? extends ListenerObserver> observers) {
		List<ListenerObserver> all = List.copyOf(observers);
		return new ListenerObserver() {

			@Override
			public void opened(Listener listener) {
				all.forEach((observer) -> observer.opened(listener));
			}

			@Override
			public void changed(Listener before, Listener now) {
				all.forEach((observer) -> observer.changed(before, now));
			}

			@Override
			public void closed(Listener listener) {
				all.forEach((observer) -> observer.closed(listener));
			}

		};
	}

}
