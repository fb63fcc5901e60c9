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

package io.github.mptcpspring.autoconfigure.r2dbc;

import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.OnMptcpEnabledCondition;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.r2dbc.spi.ConnectionFactory;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for MPTCP on the R2DBC drivers that
 * Spring Boot configures and that run on Reactor Netty, and for the report of those of
 * the application.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class)
@ConditionalOnClass({ ConnectionFactory.class, LoopResources.class, ConnectionFactoryOptionsBuilderCustomizer.class })
@ConditionalOnBean(MptcpSettings.class)
@Conditional(R2dbcMptcpAutoConfiguration.OnR2dbcEnabledCondition.class)
public final class R2dbcMptcpAutoConfiguration {

	private static final String KIND = "r2dbc";

	R2dbcMptcpAutoConfiguration() {
	}

	static ClientSockets sockets(DriverClients drivers) {
		return drivers.sockets(KIND, LoopResourcesCustomizer.CLIENT);
	}

	/**
	 * Last, after the application has set event loops of its own.
	 * @param drivers the sockets of drivers
	 * @param report is told of the drivers that are reached
	 * @return the customizer
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	ConnectionFactoryOptionsBuilderCustomizer mptcpConnectionFactoryOptionsCustomizer(DriverClients drivers,
			ClientReport report) {
		return new LoopResourcesCustomizer(sockets(drivers), report);
	}

	@Bean
	static ConnectionFactoryReporter mptcpConnectionFactoryReporter(ObjectProvider<DriverClients> drivers,
			ObjectProvider<ClientReport> report) {
		return new ConnectionFactoryReporter(drivers, report);
	}

	/**
	 * Matches if MPTCP is enabled for R2DBC drivers.
	 */
	static final class OnR2dbcEnabledCondition extends OnMptcpEnabledCondition.Driver {

		OnR2dbcEnabledCondition() {
			super(KIND);
		}

	}

}
