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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A listener of this process.
 *
 * @param server the name of the server that opened it, for example {@code Tomcat}
 * @param address the address that it is bound to
 * @param state its protocol, its Fast Open queue and its problems
 */
public record Listener(String server, SocketAddress address, ListenerState state) {

	/**
	 * Return a copy of this listener with an additional problem.
	 * @param problem the problem
	 * @return the copy
	 */
	public Listener with(Problem problem) {
		return new Listener(this.server, this.address, this.state.with(List.of(problem)));
	}

	/**
	 * Return the port.
	 * @return the port, or empty if the address has none (Unix domain socket)
	 */
	public Optional<Integer> port() {
		return (this.address instanceof InetSocketAddress internet) ? Optional.of(internet.getPort())
				: Optional.empty();
	}

}
