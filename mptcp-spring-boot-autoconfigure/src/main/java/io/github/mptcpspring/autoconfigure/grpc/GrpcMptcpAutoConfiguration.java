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

import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.OnMptcpEnabledCondition;
import io.github.mptcpspring.grpc.MptcpGrpcEventLoops;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.client.DriverClients;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.server.ServerListeners;
import io.grpc.netty.NettyServerBuilder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientProperties;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.client.ShadedNettyGrpcChannelFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for MPTCP on the gRPC servers and
 * channels that Spring Boot builds on Netty.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class)
@ConditionalOnClass(GrpcChannelFactory.class)
@ConditionalOnBean(MptcpSettings.class)
public final class GrpcMptcpAutoConfiguration {

	private static final String KIND = "grpc";

	private GrpcMptcpAutoConfiguration() {
	}

	static ClientSockets sockets(DriverClients drivers) {
		return drivers.sockets(KIND, GrpcChannelCustomizer.CLIENT);
	}

	/**
	 * Netty that is not shaded.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(NettyServerBuilder.class)
	static class Netty {

		@Bean
		MptcpGrpcEventLoops mptcpGrpcEventLoops() {
			return new MptcpGrpcEventLoops();
		}

		/**
		 * Servers.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(GrpcServerProperties.class)
		static class Server {

			@Bean
			GrpcListenerCustomizer mptcpGrpcListenerCustomizer(ServerListeners listeners, MptcpGrpcEventLoops loops,
					ObjectProvider<GrpcServerProperties> properties) {
				return new GrpcListenerCustomizer(listeners.application(), loops, properties);
			}

		}

		/**
		 * Channels.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(GrpcClientProperties.class)
		@Conditional(OnGrpcEnabledCondition.class)
		static class Client {

			@Bean
			GrpcChannelCustomizer mptcpGrpcChannelCustomizer(DriverClients drivers, ClientReport report,
					MptcpGrpcEventLoops loops, ObjectProvider<GrpcClientProperties> properties,
					Environment environment) {
				return new GrpcChannelCustomizer(sockets(drivers), report, loops, properties, environment);
			}

			@Bean
			static OwnChannelFactoryReporter mptcpOwnGrpcChannelFactoryReporter(ObjectProvider<DriverClients> drivers) {
				return new OwnChannelFactoryReporter(drivers);
			}

		}

	}

	/**
	 * Shaded Netty, whose channels are other types.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder")
	@Conditional(OnGrpcEnabledCondition.class)
	static class ShadedNetty {

		@Bean
		ShadedChannelReporter mptcpShadedGrpcChannelReporter(DriverClients drivers,
				ObjectProvider<ShadedNettyGrpcChannelFactory> factories) {
			return new ShadedChannelReporter(sockets(drivers), factories);
		}

	}

	/**
	 * Matches if MPTCP is enabled for gRPC channels.
	 */
	static final class OnGrpcEnabledCondition extends OnMptcpEnabledCondition.Driver {

		OnGrpcEnabledCondition() {
			super(KIND);
		}

	}

}
