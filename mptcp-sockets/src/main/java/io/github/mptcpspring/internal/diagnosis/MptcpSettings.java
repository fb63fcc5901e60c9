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

package io.github.mptcpspring.internal.diagnosis;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;

/**
 * What the application asks for.
 *
 * @param server what its server is asked to do
 * @param management what its management server is asked to do
 * @param client what its clients are asked to do
 */
public record MptcpSettings(ListenerSettings server, ListenerSettings management, ClientSettings client) {

	/**
	 * Return whether a server is to speak MPTCP.
	 * @return whether one is
	 */
	public boolean mptcpServer() {
		return this.server.mptcp() || this.management.mptcp();
	}

	/**
	 * Return whether anything is to speak MPTCP.
	 * @return whether something is
	 */
	public boolean mptcp() {
		return mptcpServer() || this.client.mptcp();
	}

	/**
	 * Return whether the application fails rather than goes on without MPTCP.
	 * @return whether MPTCP is required
	 */
	public boolean mptcpRequired() {
		return mptcpServerRequired() || mptcpClientRequired();
	}

	/**
	 * Return whether a server is not to start without MPTCP.
	 * @return whether a server requires MPTCP
	 */
	public boolean mptcpServerRequired() {
		return this.server.isMptcpRequired() || this.management.isMptcpRequired();
	}

	/**
	 * Return whether clients are not to connect without MPTCP.
	 * @return whether clients require MPTCP
	 */
	public boolean mptcpClientRequired() {
		return this.client.isMptcpRequired();
	}

	/**
	 * Return whether listeners are to take data in the SYN.
	 * @return whether they are
	 */
	public boolean fastOpenServer() {
		return this.server.fastOpenQueueLength() > 0;
	}

	/**
	 * Return whether nothing is asked for at all.
	 * @return whether every switch is off
	 */
	public boolean isEmpty() {
		return this.server.isPlain() && this.management.isPlain() && this.client.isPlain();
	}

}
