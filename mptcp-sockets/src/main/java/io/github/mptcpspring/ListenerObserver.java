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
 * Is told about the listeners that adapters open and close. This is all that an adapter
 * has to know of the log, the metrics and the actuator endpoint.
 */
@FunctionalInterface
public interface ListenerObserver {

	/**
	 * A listener is bound.
	 * @param listener the listener
	 */
	void opened(Listener listener);

	/**
	 * It has turned out that a listener does not do something that it was asked for, or
	 * that the connections do not which it accepts.
	 * @param before what {@link #opened} was told, or this method the last time
	 * @param now what takes its place: the same listener with one more problem
	 */
	default void changed(Listener before, Listener now) {
	}

	/**
	 * A listener is bound no more.
	 * @param listener what {@link #opened} was told, or {@link #changed} the last time
	 */
	default void closed(Listener listener) {
	}

	/**
	 * Return one observer for several.
	 * @param observers the observers, which are told in this order
	 * @return an observer that tells them all
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
