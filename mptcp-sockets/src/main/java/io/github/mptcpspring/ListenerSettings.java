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

/**
 * What a listener is asked to do.
 *
 * @param mptcp whether it listens with MPTCP
 * @param onUnavailable what happens when MPTCP is not available
 * @param fastOpenQueueLength length of its Fast Open queue, 0 to leave Fast Open alone
 * @param fastOpenWithMptcp whether it has that queue when it listens with MPTCP, too
 */
public record ListenerSettings(boolean mptcp, OnUnavailable onUnavailable, int fastOpenQueueLength,
		boolean fastOpenWithMptcp) {

	/**
	 * What a listener does that nobody asked for anything.
	 */
	public static final ListenerSettings PLAIN = new ListenerSettings(false, OnUnavailable.FALLBACK, 0);

	/**
	 * Create new settings.
	 * @throws IllegalArgumentException when the queue length is negative
	 */
	public ListenerSettings {
		if (fastOpenQueueLength < 0) {
			throw new IllegalArgumentException("The Fast Open queue length must not be negative");
		}
	}

	/**
	 * Create new settings, with the same Fast Open queue for TCP and for MPTCP.
	 * @param mptcp whether it listens with MPTCP
	 * @param onUnavailable what happens when MPTCP is not available
	 * @param fastOpenQueueLength length of its Fast Open queue, 0 to leave Fast Open
	 * alone
	 */
	public ListenerSettings(boolean mptcp, OnUnavailable onUnavailable, int fastOpenQueueLength) {
		this(mptcp, onUnavailable, fastOpenQueueLength, true);
	}

	/**
	 * Return whether a listener with these settings fails rather than goes on without
	 * MPTCP.
	 * @return whether MPTCP is required
	 */
	public boolean isMptcpRequired() {
		return this.mptcp && this.onUnavailable == OnUnavailable.FAIL;
	}

	/**
	 * Return whether a listener with these settings is one that the library itself would
	 * open.
	 * @return whether there is nothing to do
	 */
	public boolean isPlain() {
		return !this.mptcp && this.fastOpenQueueLength == 0;
	}

}
