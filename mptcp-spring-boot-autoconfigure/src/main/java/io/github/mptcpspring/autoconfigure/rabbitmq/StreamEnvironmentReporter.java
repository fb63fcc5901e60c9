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

import com.rabbitmq.stream.Environment;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.autoconfigure.BootBeans;
import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.FieldValues;
import io.github.mptcpspring.autoconfigure.LastBeanPostProcessor;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.github.mptcpspring.netty.MptcpEventLoops;
import io.netty.channel.EventLoopGroup;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * {@link BeanPostProcessor} that reports clients of RabbitMQ streams, those that are
 * reached and those with event loops that the application or the client made.
 */
class StreamEnvironmentReporter extends LastBeanPostProcessor {

	private final ObjectProvider<DriverClients> drivers;

	private final ObjectProvider<ClientReport> report;

	/**
	 * Create a new instance.
	 * @param drivers the sockets of drivers
	 * @param report is told of the clients that are reached
	 */
	StreamEnvironmentReporter(ObjectProvider<DriverClients> drivers, ObjectProvider<ClientReport> report) {
		this.drivers = drivers;
		this.report = report;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Environment) {
			ClientSockets sockets = RabbitmqMptcpAutoConfiguration.streamSockets(this.drivers.getObject());
			if (!sockets.settings().isPlain()) {
				examine(BootBeans.unwrap(bean), beanName, sockets);
			}
		}
		return bean;
	}

	private void examine(Object environment, String beanName, ClientSockets sockets) {
		if (FieldValues.of(environment, EventLoopGroup.class).stream().anyMatch(MptcpEventLoops::isApplied)) {
			this.report.getObject().reached(RabbitmqMptcpAutoConfiguration.STREAM_CLIENT, beanName);
		}
		else {
			sockets.leave(Problem.permanent("the environment of bean " + beanName + " has event loops of its own",
					"Give its builder those of MptcpEventLoops.forClients, netty().eventLoopGroup(…), or leave it to"
							+ " Boot"));
		}
	}

}
