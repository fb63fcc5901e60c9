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

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

import com.rabbitmq.client.ConnectionFactory;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.autoconfigure.BootBeans;
import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.FieldValues;
import io.github.mptcpspring.autoconfigure.InnermostObjects;
import io.github.mptcpspring.autoconfigure.LastBeanPostProcessor;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import io.github.mptcpspring.socketfactory.MptcpSslSocketFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.connection.AbstractConnectionFactory;
import org.springframework.amqp.rabbit.connection.LocalizedQueueConnectionFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * {@link BeanPostProcessor} that gives RabbitMQ clients a socket factory, and reports
 * those that do not use one. TLS of the client is layered on its sockets, with the trust
 * and the verification of host names that it has.
 */
class RabbitmqPostProcessor extends LastBeanPostProcessor {

	/** What messages call the client. */
	private static final String CLIENT = "RabbitMQ client";

	private final ObjectProvider<DriverClients> drivers;

	private final ObjectProvider<ClientReport> report;

	/** Several beans may share a client. */
	private final Set<ConnectionFactory> left = Collections
		.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

	/**
	 * Create a new instance.
	 * @param drivers the sockets of drivers
	 * @param report is told of the clients that are reached
	 */
	RabbitmqPostProcessor(ObjectProvider<DriverClients> drivers, ObjectProvider<ClientReport> report) {
		this.drivers = drivers;
		this.report = report;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof org.springframework.amqp.rabbit.connection.ConnectionFactory
				|| bean instanceof ConnectionFactory) {
			ClientSockets clients = this.drivers.getObject().sockets(RabbitmqMptcpAutoConfiguration.KIND, CLIENT);
			if (!clients.settings().isPlain()) {
				prepare(bean, beanName, clients);
			}
		}
		return bean;
	}

	private void prepare(Object bean, String beanName, ClientSockets clients) {
		Object factory = BootBeans.unwrap(bean);
		if (AopUtils.isAopProxy(factory)) {
			// The target is a bean of its own
			return;
		}
		List<ConnectionFactory> inside = clientsInside(factory);
		// The latter makes further clients while it runs
		if (inside.isEmpty() || factory instanceof LocalizedQueueConnectionFactory) {
			clients.leave(Problem.permanent("the sockets of the bean %s (%s) cannot be reached".formatted(beanName,
					ClassUtils.getShortName(factory.getClass())), "Make it a CachingConnectionFactory"));
		}
		inside.stream()
			.filter((client) -> !this.left.contains(client))
			.forEach((client) -> prepare(client, beanName, clients));
	}

	private static List<ConnectionFactory> clientsInside(Object factory) {
		if (factory instanceof ConnectionFactory client) {
			return List.of(client);
		}
		return InnermostObjects
			.of(org.springframework.amqp.rabbit.connection.ConnectionFactory.class, factory,
					RabbitmqPostProcessor::inside)
			.stream()
			.filter(AbstractConnectionFactory.class::isInstance)
			.map((pool) -> ((AbstractConnectionFactory) pool).getRabbitConnectionFactory())
			.distinct()
			.toList();
	}

	// One that chooses another one for each connection holds them
	private static List<org.springframework.amqp.rabbit.connection.ConnectionFactory> inside(Object factory) {
		return (factory instanceof AbstractConnectionFactory) ? List.of()
				: FieldValues.of(factory, org.springframework.amqp.rabbit.connection.ConnectionFactory.class);
	}

	private void prepare(ConnectionFactory factory, String beanName, ClientSockets clients) {
		SocketFactory present = factory.getSocketFactory();
		if (isSet("nio", factory) || isSet("netty", factory)) {
			leave(factory, clients, "the client of bean " + beanName + " uses NIO or Netty",
					"Let it use blocking sockets, ConnectionFactory.useBlockingIo()");
			return;
		}
		if (!isPrepared(present)) {
			// Without a factory it takes that of its TLS context
			if ((present != null) ? !(present instanceof SSLSocketFactory) : factory.isSSL()) {
				leave(factory, clients, "the client of bean " + beanName + " creates its sockets itself",
						"Give it an MptcpSocketFactory, or an MptcpSslSocketFactory");
				return;
			}
			SocketFactory sockets = new MptcpSocketFactory(clients.sockets(), clients.settings(), clients.observer());
			factory.setSocketFactory(
					(present instanceof SSLSocketFactory tls) ? new MptcpSslSocketFactory(sockets, tls) : sockets);
		}
		this.report.getObject().reached(CLIENT, beanName);
	}

	private void leave(ConnectionFactory factory, ClientSockets clients, String reason, String remedy) {
		this.left.add(factory);
		clients.leave(Problem.permanent(reason, remedy));
	}

	private static boolean isPrepared(@Nullable SocketFactory factory) {
		return factory instanceof MptcpSocketFactory || factory instanceof MptcpSslSocketFactory;
	}

	// There is no method that tells
	private static boolean isSet(String mode, ConnectionFactory factory) {
		Field field = ReflectionUtils.findField(ConnectionFactory.class, mode, boolean.class);
		if (field == null || !field.trySetAccessible()) {
			return false;
		}
		return Boolean.TRUE.equals(ReflectionUtils.getField(field, factory));
	}

}
