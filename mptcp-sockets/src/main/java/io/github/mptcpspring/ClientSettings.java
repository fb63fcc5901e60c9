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
 * Settings of a client.
 *
 * @param mptcp whether the client connects with MPTCP
 * @param onUnavailable what to do if MPTCP is not available
 * @param fastOpen whether the first data is sent in the SYN if a cookie of the server is
 * known
 */
public record ClientSettings(boolean mptcp, OnUnavailable onUnavailable, boolean fastOpen) {

	/**
	 * Return whether a client with these settings must not connect without MPTCP.
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
		return !this.mptcp && !this.fastOpen;
	}

}
