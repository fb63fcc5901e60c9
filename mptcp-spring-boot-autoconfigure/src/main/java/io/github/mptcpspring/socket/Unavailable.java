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

/**
 * Why MPTCP cannot be had, in words.
 *
 * @param persistence whether another try can succeed
 * @param reason what stands in the way, a clause without a full stop
 * @param remedy what a person can do about it, a sentence without a full stop that ends
 * with the command to paste where there is one
 */
public record Unavailable(Persistence persistence, String reason, String remedy) implements Availability, Serializable {

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
	 * @param remedy what a person can do about it
	 * @return the obstacle
	 */
	public static Unavailable permanently(String reason, String remedy) {
		return new Unavailable(Persistence.PERMANENT, reason, remedy);
	}

	/**
	 * Create an obstacle that may be gone at the next try.
	 * @param reason what stands in the way
	 * @param remedy what a person can do about it
	 * @return the obstacle
	 */
	public static Unavailable forNow(String reason, String remedy) {
		return new Unavailable(Persistence.TEMPORARY, reason, remedy);
	}

}
