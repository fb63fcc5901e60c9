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

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.OnUnavailable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@link ConfigurationProperties Properties} for MPTCP on HTTP clients and mail senders.
 *
 * @param enabled Whether HTTP clients and the mail sender that Spring Boot builds connect
 * with MPTCP.
 * @param onUnavailable What to do when such a client cannot connect with MPTCP.
 */
@ConfigurationProperties("client.mptcp")
public record ClientMptcpProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("fallback") OnUnavailable onUnavailable) {

	ClientSettings clientSettings(FastOpenProperties fastOpen) {
		return new ClientSettings(this.enabled, this.onUnavailable, fastOpen.connect());
	}

}
