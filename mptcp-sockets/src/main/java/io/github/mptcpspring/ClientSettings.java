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
 * What a client is asked to do.
 *
 * @param mptcp whether it connects with MPTCP
 * @param onUnavailable what happens when MPTCP is not available
 * @param fastOpen whether its first data is carried by the SYN when a cookie is known
 */
public record ClientSettings(boolean mptcp, OnUnavailable onUnavailable, boolean fastOpen) {

	/**
	 * Return whether a client with these settings fails rather than goes on without
	 * MPTCP.
	 * @return whether MPTCP is required
	 */
	public boolean isMptcpRequired() {
		return this.mptcp && this.onUnavailable == OnUnavailable.FAIL;
	}

	/**
	 * Return whether a client with these settings is one that the library itself would
	 * make.
	 * @return whether there is nothing to do
	 */
	public boolean isPlain() {
		return !this.mptcp && !this.fastOpen;
	}

}
