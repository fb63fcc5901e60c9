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

package io.github.mptcpspring.socket;

import io.github.mptcpspring.linux.SystemCalls;
import io.github.mptcpspring.linux.SystemCallsUnavailableException;

/**
 * The system calls of this host, or why there are none.
 */
sealed interface Linkage {

	/**
	 * Answer the linkage of this host. The first call on Linux loads native code; on
	 * other systems not even a class of the package {@code linux} is loaded.
	 * @return the linkage
	 */
	static Linkage ofThisHost() {
		return ThisHost.LINKAGE;
	}

	static Linkage of(String system) {
		return system.equals("Linux") ? Linux.link() : new NotLinked(SocketProblems.otherSystem(system));
	}

	/**
	 * Stands apart because a class loads what it catches.
	 */
	final class Linux {

		private Linux() {
		}

		private static Linkage link() {
			try {
				return new Linked(SystemCalls.link());
			}
			catch (SystemCallsUnavailableException ex) {
				return new NotLinked(SocketProblems.systemCallsUnavailable(ex));
			}
		}

	}

	/**
	 * The system calls can be made.
	 *
	 * @param calls the system calls
	 * @param finder finds descriptors with them
	 * @param swap swaps sockets with them
	 */
	record Linked(SystemCalls calls, DescriptorFinder finder, SocketSwap swap) implements Linkage {

		Linked(SystemCalls calls) {
			this(calls, new DescriptorFinder(calls), new SocketSwap(calls));
		}

	}

	/**
	 * The system calls cannot be made.
	 *
	 * @param because why
	 */
	record NotLinked(Problem because) implements Linkage {
	}

	/**
	 * Links at first use.
	 */
	final class ThisHost {

		private static final Linkage LINKAGE = of(System.getProperty("os.name"));

		private ThisHost() {
		}

	}

}
