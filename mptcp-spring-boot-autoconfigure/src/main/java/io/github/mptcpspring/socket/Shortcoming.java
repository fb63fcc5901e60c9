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

import java.util.List;

import io.github.mptcpspring.socket.Unavailable.Persistence;

/**
 * Something that was asked for and that a socket does not have, though it works.
 *
 * @param missing what is missing
 * @param persistence whether other sockets may have it, now or later
 * @param reason why, a clause without a full stop
 * @param fix what a person can do about it in words, a sentence without a full stop and
 * without a command
 * @param commands the commands that do it, each to paste as it is, in the order in which
 * they are run; empty when no command does it
 */
public record Shortcoming(Missing missing, Persistence persistence, String reason, String fix, List<String> commands) {

	/**
	 * Create a new shortcoming.
	 */
	public Shortcoming {
		commands = List.copyOf(commands);
	}

	/**
	 * Create a new shortcoming.
	 * @param missing what is missing
	 * @param persistence whether other sockets may have it, now or later
	 * @param reason why
	 * @param fix what a person can do about it, in words
	 * @param commands the commands that do it
	 */
	public Shortcoming(Missing missing, Persistence persistence, String reason, String fix, String... commands) {
		this(missing, persistence, reason, fix, List.of(commands));
	}

	/**
	 * Turn a reason into a shortcoming.
	 * @param missing what is missing
	 * @param because why
	 * @return the shortcoming
	 */
	public static Shortcoming of(Missing missing, Unavailable because) {
		return new Shortcoming(missing, because.persistence(), because.reason(), because.remedy(), because.commands());
	}

	/**
	 * Answer what is missing and why.
	 * @return a clause without a full stop
	 */
	public String problem() {
		return this.missing.words + " not used: " + this.reason;
	}

	/**
	 * Return the fix in one line.
	 * @return the words, and the commands behind them if there are any
	 */
	public String instruction() {
		return Instructions.oneLine(this.fix, this.commands);
	}

	/**
	 * What can be missing.
	 */
	public enum Missing {

		/** Multipath TCP. */
		MPTCP("MPTCP is"),

		/** TCP Fast Open. */
		FAST_OPEN("Fast Open is"),

		/** Both of them. */
		MPTCP_AND_FAST_OPEN("MPTCP and Fast Open are"),

		/** An option of a socket that is MPTCP. */
		SOCKET_OPTION("A socket option is");

		private final String words;

		Missing(String words) {
			this.words = words;
		}

	}

}
