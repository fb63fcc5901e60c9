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

package io.github.mptcpspring.autoconfigure.httpclient;

import java.util.Map;
import java.util.function.Supplier;

import io.github.mptcpspring.internal.diagnosis.MptcpSettings;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.HttpServiceGroup;

/**
 * {@link WebClientHttpServiceGroupConfigurer} that lets
 * {@code client.mptcp.serviceclient} decide about groups with WebClient. These share one
 * connector (Spring Boot 4.1.2 sets it last, for all groups), so a group that is switched
 * on or off for itself gets one of its own, with the same settings.
 */
class ReactiveServiceGroupConfigurer implements WebClientHttpServiceGroupConfigurer {

	/** Directly after Boot's, which apply the customizers of WebClient at 0. */
	private static final int ORDER = 1;

	private final MptcpSettings settings;

	private final Supplier<ClientHttpConnector> connector;

	/**
	 * Create a new configurer.
	 * @param settings the settings of the application
	 * @param connector builds a connector like the one that all clients share
	 */
	ReactiveServiceGroupConfigurer(MptcpSettings settings, Supplier<ClientHttpConnector> connector) {
		this.settings = settings;
		this.connector = connector;
	}

	@Override
	public void configureGroups(Groups<WebClient.Builder> groups) {
		Map<String, Boolean> enabled = this.settings.serviceGroups();
		if (!enabled.isEmpty()) {
			groups.filter((group) -> enabled.containsKey(group.name())).forEachClient(this::configure);
		}
	}

	private void configure(HttpServiceGroup group, WebClient.Builder builder) {
		builder.clientConnector(HttpClientMptcp.build(this.settings.serviceGroups().get(group.name()), this.connector));
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

}
