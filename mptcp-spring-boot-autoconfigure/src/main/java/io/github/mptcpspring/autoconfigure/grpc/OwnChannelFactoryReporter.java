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

package io.github.mptcpspring.autoconfigure.grpc;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.autoconfigure.BootBeans;
import io.github.mptcpspring.autoconfigure.FieldValues;
import io.github.mptcpspring.autoconfigure.LastBeanPostProcessor;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.grpc.client.CompositeGrpcChannelFactory;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.client.InProcessGrpcChannelFactory;
import org.springframework.grpc.client.ShadedNettyGrpcChannelFactory;

/**
 * {@link BeanPostProcessor} that reports factories of gRPC channels that the application
 * made without the customizer of the starter: Boot does not apply it to them.
 * {@link ShadedChannelReporter} reports those with shaded Netty.
 */
class OwnChannelFactoryReporter extends LastBeanPostProcessor {

	private final ObjectProvider<DriverClients> drivers;

	/**
	 * Create a new instance.
	 * @param drivers the sockets of drivers
	 */
	OwnChannelFactoryReporter(ObjectProvider<DriverClients> drivers) {
		this.drivers = drivers;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof GrpcChannelFactory && !isMadeByBoot(beanName)) {
			Object factory = BootBeans.unwrap(bean);
			ClientSockets sockets = GrpcMptcpAutoConfiguration.sockets(this.drivers.getObject());
			if (!sockets.settings().isPlain() && hasSockets(factory)
					&& FieldValues.of(factory, GrpcChannelCustomizer.class).isEmpty()) {
				sockets.leave(Problem.permanent(BootBeans.unreachable(beanName, factory),
						"Give it the bean " + GrpcChannelCustomizer.BEAN + ", or leave it to Boot"));
			}
		}
		return bean;
	}

	// Those inside a composite are beans
	private static boolean hasSockets(Object factory) {
		return !(factory instanceof InProcessGrpcChannelFactory || factory instanceof CompositeGrpcChannelFactory
				|| factory instanceof ShadedNettyGrpcChannelFactory);
	}

}
