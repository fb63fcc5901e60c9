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

import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.github.mptcpspring.internal.client.ProblemRegistry;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.ServerListeners;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for beans that servers and clients
 * with MPTCP have in common.
 * <p>
 * The properties are always bound, so that a wrong value stops the application and is
 * never ignored. Excluding this auto-configuration disables the others, which are
 * conditional on its {@link MptcpSettings}. The beans that they inject are primary,
 * because an application may have other beans of these types.
 */
@AutoConfiguration
@EnableConfigurationProperties({ ServerMptcpProperties.class, ManagementServerMptcpProperties.class,
		ClientMptcpProperties.class, FastOpenProperties.class })
public final class MptcpAutoConfiguration {

	MptcpAutoConfiguration() {
	}

	@Bean
	@Primary
	static MptcpSettings mptcpSettings(ServerMptcpProperties server, ManagementServerMptcpProperties management,
			ClientMptcpProperties client, FastOpenProperties fastOpen) {
		return new MptcpSettings(server.listenerSettings(fastOpen), management.listenerSettings(server),
				client.clientSettings(fastOpen), client.drivers(), client.serviceGroups());
	}

	@Bean
	@Primary
	ProcessSockets mptcpSockets() {
		return new ProcessSockets();
	}

	@Bean
	@Primary
	ServerListeners mptcpServerListeners(MptcpSettings settings, ProcessSockets sockets,
			ObjectProvider<ListenerObserver> observers) {
		ListenerObserver observer = ListenerObserver.of(observers.orderedStream().toList());
		return new ServerListeners(new ListenerSockets(sockets, settings.server(), observer),
				new ListenerSockets(sockets, settings.management(), observer));
	}

	@Bean
	@Primary
	ClientSockets mptcpClientSockets(MptcpSettings settings, ProcessSockets sockets,
			ObjectProvider<ProblemObserver> observers) {
		return new ClientSockets(sockets, settings.client(), ProblemObserver.of(observers.orderedStream().toList()));
	}

	@Bean
	@Primary
	DriverClients mptcpDriverClients(MptcpSettings settings, ClientSockets sockets) {
		return new DriverClients(sockets, settings.drivers());
	}

	@Bean
	@Primary
	ClientReport mptcpClientReport(MptcpSettings settings) {
		return new ClientReport(settings);
	}

	@Bean
	ListenerLogger mptcpListenerLogger() {
		return new ListenerLogger();
	}

	@Bean
	@Primary
	ListenerRegistry mptcpListenerRegistry() {
		return new ListenerRegistry();
	}

	@Bean
	ClientLogger mptcpClientLogger() {
		return new ClientLogger();
	}

	@Bean
	@Primary
	ProblemRegistry mptcpClientProblemRegistry() {
		return new ProblemRegistry();
	}

}
