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

import java.io.Serializable;
import java.util.List;

/**
 * Why MPTCP cannot be had, in words.
 *
 * @param persistence whether another try can succeed
 * @param reason what stands in the way, a clause without a full stop
 * @param remedy what a person can do about it in words, a sentence without a full stop
 * and without a command
 * @param commands the commands that do it, each to paste as it is, in the order in which
 * they are run; empty when no command does it
 */
public record Unavailable(Persistence persistence, String reason, String remedy,
		List<String> commands) implements Availability, Serializable {

	/**
	 * Create a new obstacle.
	 */
	public Unavailable {
		commands = List.copyOf(commands);
	}

	/**
	 * How long an obstacle stays.
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

	/**
	 * Create an obstacle that stays.
	 * @param reason what stands in the way
	 * @param remedy what a person can do about it, in words
	 * @param commands the commands that do it
	 * @return the obstacle
	 */
	public static Unavailable permanently(String reason, String remedy, String... commands) {
		return new Unavailable(Persistence.PERMANENT, reason, remedy, List.of(commands));
	}

	/**
	 * Create an obstacle that may be gone at the next try.
	 * @param reason what stands in the way
	 * @param remedy what a person can do about it, in words
	 * @param commands the commands that do it
	 * @return the obstacle
	 */
	public static Unavailable forNow(String reason, String remedy, String... commands) {
		return new Unavailable(Persistence.TEMPORARY, reason, remedy, List.of(commands));
	}

	/**
	 * Return the remedy in one line.
	 * @return the words, and the commands behind them if there are any
	 */
	public String instruction() {
		return Instructions.oneLine(this.remedy, this.commands);
	}

}
