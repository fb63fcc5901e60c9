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
 * What a listener does.
 *
 * @param protocol the protocol that it speaks
 * @param fastOpenQueueLength length of its Fast Open queue, 0 when it has none. Whether
 * the kernel uses it is another matter, see {@code net.ipv4.tcp_fastopen}
 * @param problems what it was asked for and does not do, in words
 */
public record ListenerState(Protocol protocol, int fastOpenQueueLength, List<Problem> problems) {

	/**
	 * Create a new state.
	 */
	public ListenerState {
		problems = List.copyOf(problems);
	}

	/**
	 * Return this state with more problems.
	 * @param more what else the listener does not do
	 * @return the state
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
