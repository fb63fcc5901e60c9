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

import java.io.Serializable;
import java.util.List;

/**
 * Why something that was asked for is not used, and what a person can do about it.
 *
 * @param feature what is not used
 * @param persistence whether another try can succeed
 * @param description why, a clause without a full stop
 * @param action what to do in words, a sentence without a full stop and without a command
 * @param commands the commands that do it, each to paste as it is, in the order in which
 * they are run; empty when no command does it
 */
public record Problem(Feature feature, Persistence persistence, String description, String action,
		List<String> commands) implements Serializable {

	/**
	 * Create a new problem.
	 */
	public Problem {
		commands = List.copyOf(commands);
	}

	/**
	 * Create a problem of MPTCP that stays.
	 * @param description why MPTCP is not used
	 * @param action what to do, in words
	 * @param commands the commands that do it
	 * @return the problem
	 */
	public static Problem permanent(String description, String action, String... commands) {
		return new Problem(Feature.MPTCP, Persistence.PERMANENT, description, action, List.of(commands));
	}

	/**
	 * Create a problem of MPTCP that may be gone at the next try.
	 * @param description why MPTCP is not used
	 * @param action what to do, in words
	 * @param commands the commands that do it
	 * @return the problem
	 */
	public static Problem temporary(String description, String action, String... commands) {
		return new Problem(Feature.MPTCP, Persistence.TEMPORARY, description, action, List.of(commands));
	}

	/**
	 * Return the same problem of another feature.
	 * @param feature what is not used
	 * @return the problem
	 */
	public Problem of(Feature feature) {
		return new Problem(feature, this.persistence, this.description, this.action, this.commands);
	}

	/**
	 * Return what is not used and why.
	 * @return a clause without a full stop
	 */
	public String summary() {
		return this.feature.words + " not used: " + this.description;
	}

	/**
	 * Return what to do in one line, as log lines need it.
	 * @return the words, and behind them the commands joined to one that can be pasted
	 */
	public String instruction() {
		return this.commands.isEmpty() ? this.action : this.action + " with: " + String.join(" && ", this.commands);
	}

	/**
	 * What can be asked for.
	 */
	public enum Feature {

		/** Multipath TCP. */
		MPTCP("MPTCP is"),

		/** TCP Fast Open. */
		FAST_OPEN("Fast Open is"),

		/** Both of them. */
		MPTCP_AND_FAST_OPEN("MPTCP and Fast Open are"),

		/** An option of a socket that is MPTCP. */
		SOCKET_OPTION("A socket option is");

		private final String words;

		Feature(String words) {
			this.words = words;
		}

	}

	/**
	 * How long a problem stays.
	 */
	public enum Persistence {

		/**
		 * As long as this JVM runs: the system, the kernel or the JVM's own command line
		 * is the reason.
		 */
		PERMANENT,

		/**
		 * Perhaps not until the next try: a sysctl, a limit or the state of one socket is
		 * the reason.
		 */
		TEMPORARY

	}

}
