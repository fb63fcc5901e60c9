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

package io.github.mptcpspring.autoconfigure.actuate;

import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.actuate.MptcpEndpointJmxExtension;
import io.github.mptcpspring.actuate.MptcpEndpointWebExtension;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.internal.client.ProblemRegistry;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.diagnosis.DiagnosticsCollector;
import io.github.mptcpspring.internal.diagnosis.HostReader;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerRegistry;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the actuator endpoint
 * {@code mptcp}. It does not depend on the switches, because the endpoint also explains
 * what to enable, and reads nothing before the first request.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(MptcpEndpoint.class)
@ConditionalOnBean(MptcpSettings.class)
@EnableConfigurationProperties(MptcpEndpointProperties.class)
@Import(ConnectionsConfiguration.class)
public final class MptcpEndpointAutoConfiguration {

	MptcpEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	MptcpEndpoint mptcpEndpoint(MptcpSettings settings, ProcessSockets sockets, ProcessConnections connections,
			HostReader host, ListenerRegistry listeners, ProblemRegistry clientProblems,
			MptcpEndpointProperties properties) {
		return new MptcpEndpoint(
				new DiagnosticsCollector(settings, sockets, connections, host, listeners, clientProblems), connections,
				properties.showAddresses());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(MptcpEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	MptcpEndpointWebExtension mptcpEndpointWebExtension(MptcpEndpoint endpoint, MptcpEndpointProperties properties) {
		return new MptcpEndpointWebExtension(endpoint, properties.showAddresses(), properties.roles());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(MptcpEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.JMX)
	MptcpEndpointJmxExtension mptcpEndpointJmxExtension(MptcpEndpoint endpoint, MptcpEndpointProperties properties) {
		return new MptcpEndpointJmxExtension(endpoint, properties.showAddresses());
	}

}
