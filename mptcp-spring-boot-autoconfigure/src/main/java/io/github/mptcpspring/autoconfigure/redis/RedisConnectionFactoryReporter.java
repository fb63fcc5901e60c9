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

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.autoconfigure.BootBeans;
import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.LastBeanPostProcessor;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.github.mptcpspring.lettuce.MptcpClientResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * {@link BeanPostProcessor} that reports Redis clients, those that are reached and those
 * whose sockets are not accessible: those of Jedis, which Spring Data lets create its own
 * sockets, and those of Lettuce with client resources that the application made itself.
 */
class RedisConnectionFactoryReporter extends LastBeanPostProcessor {

	private final ObjectProvider<DriverClients> drivers;

	private final ObjectProvider<ClientReport> report;

	/**
	 * Create a new instance.
	 * @param drivers the sockets of drivers
	 * @param report is told of the clients that are reached
	 */
	RedisConnectionFactoryReporter(ObjectProvider<DriverClients> drivers, ObjectProvider<ClientReport> report) {
		this.drivers = drivers;
		this.report = report;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RedisConnectionFactory && !sockets().settings().isPlain()) {
			examine(BootBeans.unwrap(bean), beanName);
		}
		return bean;
	}

	private void examine(Object factory, String beanName) {
		if (!(factory instanceof LettuceConnectionFactory lettuce)) {
			report("the sockets of the bean %s (%s) cannot be reached".formatted(beanName,
					ClassUtils.getShortName(factory.getClass())), "Use Lettuce: spring.data.redis.client-type=lettuce");
		}
		else if (!(lettuce.getClientConfiguration()
			.getClientResources()
			.orElse(null) instanceof MptcpClientResources)) {
			report("the bean " + beanName + " has client resources that the application made",
					"Give it MptcpClientResources, which share those, or leave it to Boot");
		}
		else {
			this.report.getObject().reached(RedisMptcpAutoConfiguration.CLIENT, beanName);
		}
	}

	private ClientSockets sockets() {
		return RedisMptcpAutoConfiguration.sockets(this.drivers.getObject());
	}

	private void report(String reason, String remedy) {
		sockets().leave(Problem.permanent(reason, remedy));
	}

}
