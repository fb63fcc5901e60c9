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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.autoconfigure.BootBeans;
import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.FieldValues;
import io.github.mptcpspring.autoconfigure.InnermostObjects;
import io.github.mptcpspring.autoconfigure.LastBeanPostProcessor;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * {@link BeanPostProcessor} that reports R2DBC drivers of the application, those that are
 * reached and those whose sockets are not accessible. {@link LoopResourcesCustomizer}
 * reports the drivers that Boot configures.
 */
class ConnectionFactoryReporter extends LastBeanPostProcessor {

	private final ObjectProvider<DriverClients> drivers;

	private final ObjectProvider<ClientReport> report;

	/** A pool and its driver may both be beans. */
	private final Set<ConnectionFactory> reported = Collections
		.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

	/**
	 * Create a new instance.
	 * @param drivers the sockets of drivers
	 * @param report is told of the drivers that are reached
	 */
	ConnectionFactoryReporter(ObjectProvider<DriverClients> drivers, ObjectProvider<ClientReport> report) {
		this.drivers = drivers;
		this.report = report;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ConnectionFactory factory && !isMadeByBoot(beanName)) {
			ClientSockets sockets = R2dbcMptcpAutoConfiguration.sockets(this.drivers.getObject());
			if (!sockets.settings().isPlain()) {
				examine(factory, beanName, sockets);
			}
		}
		return bean;
	}

	private void examine(ConnectionFactory factory, String beanName, ClientSockets sockets) {
		List<ConnectionFactory> connecting = InnermostObjects
			.of(ConnectionFactory.class, factory, ConnectionFactoryReporter::inside)
			.stream()
			.filter((driver) -> !isEmbedded(driver))
			.toList();
		List<ConnectionFactory> unprepared = connecting.stream()
			.filter((driver) -> !EventLoopsOfDriver.arePrepared(driver))
			.toList();
		unprepared.stream().filter(this.reported::add).forEach((driver) -> report(driver, beanName, sockets));
		if (!connecting.isEmpty() && unprepared.isEmpty()) {
			this.report.getObject().reached(LoopResourcesCustomizer.CLIENT, beanName);
		}
	}

	// Pools and proxies tell; a factory that chooses another one for each connection does
	// not
	private static List<ConnectionFactory> inside(Object factory) {
		return (factory instanceof Wrapped<?> wrapper && wrapper.unwrap() instanceof ConnectionFactory wrapped)
				? List.of(wrapped) : FieldValues.of(factory, ConnectionFactory.class);
	}

	private static boolean isEmbedded(ConnectionFactory driver) {
		try {
			return LoopResourcesCustomizer.EMBEDDED.equalsIgnoreCase(driver.getMetadata().getName());
		}
		catch (RuntimeException ex) {
			// One that makes its driver later has no metadata yet
			return false;
		}
	}

	private static void report(ConnectionFactory driver, String beanName, ClientSockets sockets) {
		sockets.leave(Problem.permanent(BootBeans.unreachable(beanName, driver),
				EventLoopsOfDriver.canHave(driver)
						? "Give the driver MptcpLoopResources.forClients as its event loops, or leave it to Boot,"
								+ " with spring.r2dbc.url"
						: LoopResourcesCustomizer.WITHOUT_EVENT_LOOPS));
	}

}
