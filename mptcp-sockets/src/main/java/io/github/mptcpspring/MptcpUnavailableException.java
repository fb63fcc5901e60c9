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

import java.io.IOException;

/**
 * Thrown if MPTCP is required ({@link OnUnavailable#FAIL}) and not available.
 */
public class MptcpUnavailableException extends IOException {

	private static final long serialVersionUID = 1L;

	private final Side side;

	private final Problem problem;

	/**
	 * Create a new exception.
	 * @param side the side that requires MPTCP
	 * @param problem why MPTCP is not available
	 */
	public MptcpUnavailableException(Side side, Problem problem) {
		super("MPTCP is required but unavailable: " + problem.description());
		this.side = side;
		this.problem = problem;
	}

	/**
	 * Return the side that requires MPTCP.
	 * @return the side
	 */
	public Side getSide() {
		return this.side;
	}

	/**
	 * Return why MPTCP is not available.
	 * @return the problem
	 */
	public Problem getProblem() {
		return this.problem;
	}

	/**
	 * The side of a connection that requires MPTCP.
	 */
	public enum Side {

		/**
		 * A client, for the connections that it makes.
		 */
		CLIENT,

		/**
		 * A server, for its listeners.
		 */
		SERVER

	}

}
