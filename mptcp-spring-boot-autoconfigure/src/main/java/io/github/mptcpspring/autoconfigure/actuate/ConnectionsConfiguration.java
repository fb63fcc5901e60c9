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

import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.diagnosis.HostReader;
import io.github.mptcpspring.internal.process.ProcessSockets;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Beans that the endpoint and the meters share.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionsConfiguration {

	@Bean
	@Primary
	ProcessConnections mptcpProcessConnections(ProcessSockets sockets) {
		return new ProcessConnections(sockets.kernel());
	}

	@Bean
	@Primary
	HostReader mptcpHostReader(ProcessSockets sockets) {
		return new HostReader(sockets.kernel());
	}

}
