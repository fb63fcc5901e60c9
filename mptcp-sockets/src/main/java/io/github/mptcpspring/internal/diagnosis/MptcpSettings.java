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

import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.OnUnavailable;

/**
 * The settings of the application.
 *
 * @param server the settings of its server
 * @param management the settings of its management server
 * @param client the settings of its HTTP clients and mail senders
 * @param drivers the kinds of drivers that connect with MPTCP
 * @param serviceGroups the groups of HTTP service clients that are switched on
 * ({@code true}) or off for themselves
 */
public record MptcpSettings(ListenerSettings server, ListenerSettings management, ClientSettings client,
		Set<String> drivers, Map<String, Boolean> serviceGroups) {

	/**
	 * Create new settings.
	 */
	public MptcpSettings {
		drivers = Set.copyOf(drivers);
		serviceGroups = Map.copyOf(serviceGroups);
	}

	/**
	 * Return whether MPTCP is enabled for a server.
	 * @return {@code true} if it is enabled
	 */
	public boolean mptcpServer() {
		return this.server.mptcp() || this.management.mptcp();
	}

	/**
	 * Return whether MPTCP is enabled for clients, drivers among them.
	 * @return {@code true} if it is enabled
	 */
	public boolean mptcpClient() {
		return this.client.mptcp() || !this.drivers.isEmpty() || this.serviceGroups.containsValue(true);
	}

	/**
	 * Return whether MPTCP or Fast Open is enabled for HTTP clients, or for a group of
	 * them.
	 * @return {@code true} if one is enabled
	 */
	public boolean httpClient() {
		return !this.client.isPlain() || this.serviceGroups.containsValue(true);
	}

	/**
	 * Return whether MPTCP is enabled for a server or for clients.
	 * @return {@code true} if it is enabled
	 */
	public boolean mptcp() {
		return mptcpServer() || mptcpClient();
	}

	/**
	 * Return whether the application must not run without MPTCP.
	 * @return {@code true} if MPTCP is required
	 */
	public boolean mptcpRequired() {
		return mptcpServerRequired() || mptcpClientRequired();
	}

	/**
	 * Return whether a server must not start without MPTCP.
	 * @return {@code true} if a server requires MPTCP
	 */
	public boolean mptcpServerRequired() {
		return this.server.isMptcpRequired() || this.management.isMptcpRequired();
	}

	/**
	 * Return whether clients must not connect without MPTCP.
	 * @return {@code true} if clients require MPTCP
	 */
	public boolean mptcpClientRequired() {
		return mptcpClient() && this.client.onUnavailable() == OnUnavailable.FAIL;
	}

	/**
	 * Return whether Fast Open is enabled for listeners.
	 * @return {@code true} if it is enabled
	 */
	public boolean fastOpenServer() {
		return this.server.fastOpenQueueLength() > 0;
	}

	/**
	 * Return whether no feature is enabled.
	 * @return {@code true} if every switch is off
	 */
	public boolean isEmpty() {
		return this.server.isPlain() && this.management.isPlain() && this.client.isPlain() && !mptcpClient();
	}

}
