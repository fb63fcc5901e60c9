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

package io.github.mptcpspring.autoconfigure.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.stream.EnvironmentBuilder;
import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.OnMptcpEnabledCondition;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.netty.channel.nio.NioIoHandler;

import org.springframework.amqp.rabbit.connection.AbstractConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.amqp.autoconfigure.EnvironmentBuilderCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for MPTCP on the RabbitMQ clients
 * that Spring Boot builds and on those of the application.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class)
@ConditionalOnClass({ AbstractConnectionFactory.class, ConnectionFactory.class })
@ConditionalOnBean(MptcpSettings.class)
@Conditional(RabbitmqMptcpAutoConfiguration.OnRabbitmqEnabledCondition.class)
public final class RabbitmqMptcpAutoConfiguration {

	/** The kind of driver. */
	static final String KIND = "rabbitmq";

	/** What messages call the client of streams. */
	static final String STREAM_CLIENT = "RabbitMQ stream client";

	private RabbitmqMptcpAutoConfiguration() {
	}

	static ClientSockets streamSockets(DriverClients drivers) {
		return drivers.sockets(KIND, STREAM_CLIENT);
	}

	@Bean
	static RabbitmqPostProcessor mptcpRabbitmqPostProcessor(ObjectProvider<DriverClients> drivers,
			ObjectProvider<ClientReport> report) {
		return new RabbitmqPostProcessor(drivers, report);
	}

	/**
	 * Streams, whose client runs on Netty.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ EnvironmentBuilder.class, EnvironmentBuilderCustomizer.class, NioIoHandler.class })
	static class Streams {

		@Bean
		StreamEventLoops mptcpRabbitmqStreamEventLoops(DriverClients drivers) {
			return new StreamEventLoops(streamSockets(drivers));
		}

		@Bean
		static StreamEnvironmentReporter mptcpRabbitmqStreamEnvironmentReporter(ObjectProvider<DriverClients> drivers,
				ObjectProvider<ClientReport> report) {
			return new StreamEnvironmentReporter(drivers, report);
		}

	}

	/**
	 * Matches if MPTCP is enabled for RabbitMQ clients.
	 */
	static final class OnRabbitmqEnabledCondition extends OnMptcpEnabledCondition.Driver {

		OnRabbitmqEnabledCondition() {
			super(KIND);
		}

	}

}
