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

package io.github.mptcpspring.testsupport.network;

/**
 * The path manager of a host's kernel, as its administrator sets it up.
 */
public final class PathManagerCommands {

	private final Host host;

	PathManagerCommands(Host host) {
		this.host = host;
	}

	/**
	 * Allow more subflows than the kernel does by default.
	 */
	void allowSubflows() {
		this.host.run("ip mptcp limits set subflow 4 add_addr_accepted 4");
	}

	/**
	 * Announce the server's address on a path to clients, which then make a subflow to
	 * it.
	 * @param path the path
	 */
	public void announce(NetworkPath path) {
		this.host.run("ip mptcp endpoint add %s dev %s signal", path.serverAddress(), path.device());
	}

	/**
	 * Make a subflow from the client's address on a path, for every connection that there
	 * is and will be.
	 * @param path the path
	 */
	public void use(NetworkPath path) {
		this.host.run("ip mptcp endpoint add %s dev %s subflow", path.clientAddress(), path.device());
	}

	/**
	 * Close the subflows from the client's address on a path and make no more.
	 * @param path the path
	 */
	public void noLongerUse(NetworkPath path) {
		for (String line : this.host.run("ip mptcp endpoint show").split("\n")) {
			// <address> id <n> subflow dev <device>
			String[] words = line.split(" ");
			if (words[0].equals(path.clientAddress())) {
				this.host.run("ip mptcp endpoint delete id %s", words[2]);
			}
		}
	}

}
