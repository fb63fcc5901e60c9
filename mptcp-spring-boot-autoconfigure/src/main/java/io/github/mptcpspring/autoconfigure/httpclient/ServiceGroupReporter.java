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

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.client.ClientSockets;

import org.springframework.util.ClassUtils;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.ClientCallback;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.Groups;

/**
 * Reports groups of HTTP service clients that {@code client.mptcp.serviceclient} switches
 * on and whose sockets are not accessible. It looks at the transport that a group has
 * after all {@link HttpServiceGroupConfigurer configurers}, whoever set it.
 * {@link UnreachableClientReporter} reports the client that all groups have from Boot, if
 * MPTCP is enabled for all.
 *
 * @param enabled whether MPTCP is enabled, by the name of the group
 * @param sockets the kit for clients
 * @param adapters the adapters of the libraries
 * @param transportType the type of the transport in a builder of clients
 * @param builders the builders of Boot's transports
 * @param choice how a group without a way in gets one, a sentence without a full stop
 */
record ServiceGroupReporter(Map<String, Boolean> enabled, ClientSockets sockets, ClientAdapters adapters,
		Class<?> transportType, Supplier<List<?>> builders, String choice) {

	/**
	 * Report the groups that are not reached.
	 * @param <B> the type of the builders of clients
	 * @param groups the groups
	 */
	<B> void examine(Groups<B> groups) {
		groups.filter((group) -> Boolean.TRUE.equals(this.enabled.get(group.name())))
			.forEachClient((ClientCallback<B>) (group, builder) -> examine(group.name(), builder));
	}

	private void examine(String group, Object builder) {
		Object transport = BuiltClients.find(builder, this.transportType);
		if (transport != null && !this.adapters.isPrepared(transport) && !HttpClientMptcp.isDisabled(transport)
				&& !isReportedForAll()) {
			this.sockets.withMptcp(true)
				.leave(Problem.permanent("the sockets of the HTTP service group %s (%s) cannot be reached"
					.formatted(group, ClassUtils.getShortName(transport.getClass())), remedy(transport)));
		}
	}

	private boolean isReportedForAll() {
		return this.sockets.settings().mptcp()
				&& this.builders.get().stream().anyMatch((builder) -> !this.adapters.isReachable(builder));
	}

	private String remedy(Object transport) {
		List<?> builders = this.builders.get();
		return (!builders.isEmpty() && builders.stream().allMatch(this.adapters::isReachable))
				? "Leave its transport to Boot, or " + this.adapters.instruction(transport) : this.choice;
	}

}
