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

package io.github.mptcpspring.autoconfigure;

import io.github.mptcpspring.ListenerSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@link ConfigurationProperties Properties} for MPTCP on a separate management port.
 *
 * @param enabled Whether a management server on a port of its own listens with MPTCP.
 */
@ConfigurationProperties("management.server.mptcp")
public record ManagementServerMptcpProperties(@DefaultValue("false") boolean enabled) {

	/**
	 * Return the settings of the listeners of the management server. They have no Fast
	 * Open: data in a SYN may arrive twice (RFC 7413 section 6.3.1), and management
	 * operations need not be idempotent.
	 * @param server the properties of the application's server
	 * @return the settings
	 */
	ListenerSettings listenerSettings(ServerMptcpProperties server) {
		return new ListenerSettings(this.enabled, server.onUnavailable(), 0);
	}

}
