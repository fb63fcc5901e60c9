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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.DestinationPattern;
import io.github.mptcpspring.OnUnavailable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@link ConfigurationProperties Properties} for MPTCP on HTTP clients, mail senders and
 * drivers, which have a switch for each kind.
 *
 * @param enabled Whether HTTP clients and the mail sender that Spring Boot builds connect
 * with MPTCP.
 * @param onUnavailable What to do when a client or driver cannot connect with MPTCP.
 * @param include Hosts that clients and drivers connect to with MPTCP. Names, ends of
 * names that start with a dot, addresses and CIDR ranges. By default, all hosts.
 * @param exclude Hosts that clients and drivers connect to with TCP, also if they are
 * included. Names, ends of names that start with a dot, addresses and CIDR ranges.
 * @param serviceclient The groups of HTTP service clients that are enabled or disabled
 * for themselves, by their names.
 * @param grpc gRPC channels.
 * @param r2dbc R2DBC drivers.
 * @param rabbitmq RabbitMQ clients.
 * @param redis Redis clients.
 */
@ConfigurationProperties("client.mptcp")
public record ClientMptcpProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("fallback") OnUnavailable onUnavailable, @DefaultValue List<DestinationPattern> include,
		@DefaultValue List<DestinationPattern> exclude, @DefaultValue Map<String, Group> serviceclient,
		@DefaultValue Driver grpc, @DefaultValue Driver r2dbc, @DefaultValue Driver rabbitmq,
		@DefaultValue Driver redis) {

	ClientSettings clientSettings(FastOpenProperties fastOpen) {
		return new ClientSettings(this.enabled, this.onUnavailable, fastOpen.connect(), this.include, this.exclude);
	}

	Set<String> drivers() {
		return Map.of("grpc", this.grpc, "r2dbc", this.r2dbc, "rabbitmq", this.rabbitmq, "redis", this.redis)
			.entrySet()
			.stream()
			.filter((kind) -> kind.getValue().enabled())
			.map(Map.Entry::getKey)
			.collect(Collectors.toUnmodifiableSet());
	}

	Map<String, Boolean> serviceGroups() {
		return this.serviceclient.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (group) -> group.getValue().enabled()));
	}

	/**
	 * Properties of a group of HTTP service clients.
	 *
	 * @param enabled Whether the clients of this group connect with MPTCP.
	 */
	public record Group(boolean enabled) {

	}

	/**
	 * Properties of a kind of driver.
	 *
	 * @param enabled Whether these connect with MPTCP.
	 */
	public record Driver(@DefaultValue("false") boolean enabled) {

	}

}
