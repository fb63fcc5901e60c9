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

package io.github.mptcpspring.internal.client;

import java.util.Set;

import io.github.mptcpspring.ClientSettings;

/**
 * The sockets of drivers: clients of databases and brokers, each kind of which is enabled
 * on its own. Their settings are those of other clients, except that they never use Fast
 * Open: with it a driver whose server speaks first would wait for ever.
 */
public final class DriverClients {

	private final ClientSockets others;

	private final Set<String> enabledKinds;

	/**
	 * Create a new instance.
	 * @param others the kit for other clients
	 * @param enabledKinds the kinds of drivers that connect with MPTCP
	 */
	public DriverClients(ClientSockets others, Set<String> enabledKinds) {
		this.others = others;
		this.enabledKinds = Set.copyOf(enabledKinds);
	}

	/**
	 * Return the kit for the clients of a kind of driver.
	 * @param kind the kind, {@code redis} for example
	 * @param client the name that log lines show, {@code Redis client} for example
	 * @return the kit, with plain settings if MPTCP is not enabled for this kind
	 */
	public ClientSockets sockets(String kind, String client) {
		ClientSettings settings = this.others.settings();
		return new ClientSockets(this.others.sockets(), new ClientSettings(this.enabledKinds.contains(kind),
				settings.onUnavailable(), false, settings.include(), settings.exclude()),
				this.others.observer().forClient(client));
	}

}
