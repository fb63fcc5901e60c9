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
import java.util.stream.Stream;

/**
 * The state of a listener.
 *
 * @param protocol the protocol that is used
 * @param fastOpenQueueLength the length of its Fast Open queue, 0 if it has none. Whether
 * the kernel uses the queue depends on {@code net.ipv4.tcp_fastopen}
 * @param problems the settings that are not in effect, and why
 */
public record ListenerState(Protocol protocol, int fastOpenQueueLength, List<Problem> problems) {

	/**
	 * Create a new state.
	 */
	public ListenerState {
		problems = List.copyOf(problems);
	}

	/**
	 * Return a copy of this state with additional problems.
	 * @param more the additional problems
	 * @return the copy
	 */
	public ListenerState with(Collection<Problem> more) {
		return new ListenerState(this.protocol, this.fastOpenQueueLength,
				Stream.concat(this.problems.stream(), more.stream()).toList());
	}

	/**
	 * Return whether MPTCP connections can be accepted before their handshake is
	 * complete.
	 * @return {@code true} if the listener has both MPTCP and a Fast Open queue
	 */
	public boolean acceptsEarly() {
		return this.protocol == Protocol.MPTCP && this.fastOpenQueueLength > 0;
	}

}
