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
 * Settings of a listener.
 *
 * @param mptcp whether to listen with MPTCP
 * @param onUnavailable what to do if MPTCP is not available
 * @param fastOpenQueueLength the length of the Fast Open queue, 0 for no change of Fast
 * Open
 * @param fastOpenWithMptcp whether an MPTCP listener has a Fast Open queue too
 */
public record ListenerSettings(boolean mptcp, OnUnavailable onUnavailable, int fastOpenQueueLength,
		boolean fastOpenWithMptcp) {

	/**
	 * Settings that change nothing.
	 */
	public static final ListenerSettings PLAIN = new ListenerSettings(false, OnUnavailable.FALLBACK, 0);

	/**
	 * Create new settings.
	 * @throws IllegalArgumentException if the queue length is negative
	 */
	public ListenerSettings {
		if (fastOpenQueueLength < 0) {
			throw new IllegalArgumentException("The Fast Open queue length must not be negative");
		}
	}

	/**
	 * Create new settings, with the same Fast Open queue for TCP and for MPTCP.
	 * @param mptcp whether to listen with MPTCP
	 * @param onUnavailable what to do if MPTCP is not available
	 * @param fastOpenQueueLength the length of the Fast Open queue, 0 for no change of
	 * Fast Open
	 */
	public ListenerSettings(boolean mptcp, OnUnavailable onUnavailable, int fastOpenQueueLength) {
		this(mptcp, onUnavailable, fastOpenQueueLength, true);
	}

	/**
	 * Return whether a listener with these settings must not be opened without MPTCP.
	 * @return {@code true} if MPTCP is required
	 */
	public boolean isMptcpRequired() {
		return this.mptcp && this.onUnavailable == OnUnavailable.FAIL;
	}

	/**
	 * Return whether these settings change nothing: neither MPTCP nor Fast Open is
	 * enabled.
	 * @return {@code true} if there is nothing to do
	 */
	public boolean isPlain() {
		return !this.mptcp && this.fastOpenQueueLength == 0;
	}

}
