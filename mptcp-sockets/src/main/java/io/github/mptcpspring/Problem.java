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
 * The reason why an enabled feature is not used, and how to solve it.
 *
 * @param feature the feature that is not used
 * @param persistence whether another attempt can succeed
 * @param description the reason, a clause without a full stop
 * @param action what to do, a sentence without a full stop and without a command
 * @param commands the shell commands that do it, in the order of execution; empty if no
 * command does it
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
	 * Create a permanent problem of MPTCP.
	 * @param description the reason why MPTCP is not used
	 * @param action what to do
	 * @param commands the shell commands that do it
	 * @return the problem
	 */
	public static Problem permanent(String description, String action, String... commands) {
		return new Problem(Feature.MPTCP, Persistence.PERMANENT, description, action, List.of(commands));
	}

	/**
	 * Create a problem of MPTCP that may be solved at the next attempt.
	 * @param description the reason why MPTCP is not used
	 * @param action what to do
	 * @param commands the shell commands that do it
	 * @return the problem
	 */
	public static Problem temporary(String description, String action, String... commands) {
		return new Problem(Feature.MPTCP, Persistence.TEMPORARY, description, action, List.of(commands));
	}

	/**
	 * Return a copy of this problem for another feature.
	 * @param feature the feature that is not used
	 * @return the copy
	 */
	public Problem of(Feature feature) {
		return new Problem(feature, this.persistence, this.description, this.action, this.commands);
	}

	/**
	 * Return the feature that is not used and the reason.
	 * @return a clause without a full stop
	 */
	public String summary() {
		return this.feature.words + " not used: " + this.description;
	}

	/**
	 * Return what to do in a single line, for log messages.
	 * @return the action, followed by the commands joined with {@code &&}
	 */
	public String instruction() {
		return this.commands.isEmpty() ? this.action : this.action + " with: " + String.join(" && ", this.commands);
	}

	/**
	 * The features that can be enabled.
	 */
	public enum Feature {

		/** Multipath TCP. */
		MPTCP("MPTCP is"),

		/** TCP Fast Open. */
		FAST_OPEN("Fast Open is"),

		/** MPTCP and Fast Open. */
		MPTCP_AND_FAST_OPEN("MPTCP and Fast Open are"),

		/** An option of an MPTCP socket. */
		SOCKET_OPTION("A socket option is");

		private final String words;

		Feature(String words) {
			this.words = words;
		}

	}

	/**
	 * How long a problem lasts.
	 */
	public enum Persistence {

		/**
		 * As long as this JVM runs: it is caused by the system, the kernel or the command
		 * line of the JVM.
		 */
		PERMANENT,

		/**
		 * Possibly solved at the next attempt: it is caused by a sysctl, a limit or the
		 * state of a socket.
		 */
		TEMPORARY

	}

}
