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
import io.github.mptcpspring.OnUnavailable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@link ConfigurationProperties Properties} for MPTCP on the embedded server.
 *
 * @param enabled Whether the embedded server listens with MPTCP.
 * @param onUnavailable What to do when the embedded server cannot listen with MPTCP.
 */
@ConfigurationProperties("server.mptcp")
public record ServerMptcpProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("fallback") OnUnavailable onUnavailable) {

	ListenerSettings listenerSettings(FastOpenProperties fastOpen) {
		return new ListenerSettings(this.enabled, this.onUnavailable, fastOpen.queueLength(), fastOpen.withMptcp());
	}

}
