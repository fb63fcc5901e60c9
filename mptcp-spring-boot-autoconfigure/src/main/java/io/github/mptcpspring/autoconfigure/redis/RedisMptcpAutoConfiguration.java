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

package io.github.mptcpspring.autoconfigure.redis;

import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.OnMptcpEnabledCondition;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.lettuce.MptcpClientResources;
import io.lettuce.core.resource.ClientResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for MPTCP on the Redis clients that
 * Spring Boot builds with Lettuce.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class)
@ConditionalOnClass(RedisConnectionFactory.class)
@ConditionalOnBean(MptcpSettings.class)
@Conditional(RedisMptcpAutoConfiguration.OnRedisEnabledCondition.class)
public final class RedisMptcpAutoConfiguration {

	/** What messages call the client. */
	static final String CLIENT = "Redis client";

	private static final String KIND = "redis";

	private RedisMptcpAutoConfiguration() {
	}

	static ClientSockets sockets(DriverClients drivers) {
		return drivers.sockets(KIND, CLIENT);
	}

	@Bean
	static RedisConnectionFactoryReporter mptcpRedisConnectionFactoryReporter(ObjectProvider<DriverClients> drivers,
			ObjectProvider<ClientReport> report) {
		return new RedisConnectionFactoryReporter(drivers, report);
	}

	/**
	 * Lettuce.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ClientResources.class, LettuceClientConfigurationBuilderCustomizer.class })
	static class Lettuce {

		/**
		 * First, because Boot has set its resources and the application may set others.
		 * @param drivers the sockets of drivers
		 * @param clientResources the resources that Boot has set. The name is that of its
		 * parameter, which decides between several
		 * @return the customizer
		 */
		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		LettuceClientConfigurationBuilderCustomizer mptcpLettuceCustomizer(DriverClients drivers,
				ObjectProvider<ClientResources> clientResources) {
			ClientSockets sockets = sockets(drivers);
			return (builder) -> {
				if (!sockets.settings().isPlain()) {
					builder.clientResources(new MptcpClientResources(clientResources.getObject(), sockets.sockets(),
							sockets.settings(), sockets.observer()));
				}
			};
		}

	}

	/**
	 * Matches if MPTCP is enabled for Redis clients.
	 */
	static final class OnRedisEnabledCondition extends OnMptcpEnabledCondition.Driver {

		OnRedisEnabledCondition() {
			super(KIND);
		}

	}

}
