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
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.ClientCallback;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.GroupCallback;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.Groups;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.InitializingClientCallback;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.ProxyFactoryCallback;

/**
 * Groups of HTTP service clients, some of which are switched on or off for themselves
 * while their clients are configured.
 *
 * @param <B> the type of the builders of clients
 * @param groups the groups
 * @param enabled whether MPTCP is enabled, by the name of the group
 */
record SwitchedGroups<B>(Groups<B> groups, Map<String, Boolean> enabled) implements Groups<B> {

	@Override
	public Groups<B> filterByName(String... names) {
		return new SwitchedGroups<>(this.groups.filterByName(names), this.enabled);
	}

	@Override
	public Groups<B> filter(Predicate<HttpServiceGroup> predicate) {
		return new SwitchedGroups<>(this.groups.filter(predicate), this.enabled);
	}

	@Override
	public void forEachClient(ClientCallback<B> callback) {
		this.groups.forEachClient(
				(ClientCallback<B>) (group, builder) -> configure(group, () -> callback.withClient(group, builder)));
	}

	@Override
	public void forEachClient(InitializingClientCallback<B> callback) {
		this.groups.forEachClient((InitializingClientCallback<B>) (group) -> HttpClientMptcp.build(enabled(group),
				() -> callback.initClient(group)));
	}

	@Override
	public void forEachProxyFactory(ProxyFactoryCallback callback) {
		this.groups.forEachProxyFactory(callback);
	}

	@Override
	public void forEachGroup(GroupCallback<B> callback) {
		this.groups.forEachGroup(
				(group, client, factory) -> configure(group, () -> callback.withGroup(group, client, factory)));
	}

	private void configure(HttpServiceGroup group, Runnable configuration) {
		HttpClientMptcp.build(enabled(group), () -> {
			configuration.run();
			return group;
		});
	}

	private @Nullable Boolean enabled(HttpServiceGroup group) {
		return this.enabled.get(group.name());
	}

}
