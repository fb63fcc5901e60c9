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

package io.github.mptcpspring.reactor;

import java.io.IOException;
import java.time.Duration;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The event loops that serve are the same with and without MPTCP, wherever an application
 * chose them.
 */
@Tag("server")
@MptcpRequired
class NettyEventLoopsTests {

	@ParameterizedTest
	@EnumSource
	void switchedOn(Choice choice) throws IOException {
		assertServes(choice, true, KernelProtocol.MPTCP);
	}

	@ParameterizedTest
	@EnumSource
	void switchedOff(Choice choice) throws IOException {
		assertServes(choice, false, KernelProtocol.TCP);
	}

	private void assertServes(Choice choice, boolean enabled, KernelProtocol protocol) throws IOException {
		try (NettyServer server = NettyServer.start(choice.configuration, "server.mptcp.enabled=" + enabled)) {
			assertThat(KernelSockets.listener(server.port())).isEqualTo(protocol);
			try (HttpConnection client = HttpConnection.tcp(server.ipv4())) {
				assertThat(Exchange.of(client.getLast("/thread")).body()).startsWith(choice.threads);
			}
		}
	}

	enum Choice {

		BOOT(Nothing.class, "reactor-http-epoll-"),

		RESOURCE_FACTORY(OwnResourceFactory.class, "bean-epoll-"),

		PRIMARY_OF_SEVERAL_RESOURCE_FACTORIES(SeveralResourceFactories.class, "bean-epoll-"),

		SERVER_FACTORY(OwnServerFactory.class, "reactor-http-epoll-"),

		SERVER_FACTORY_BESIDE_SEVERAL_RESOURCE_FACTORIES(OwnServerFactoryOfMany.class, "reactor-http-epoll-"),

		SERVER_FACTORY_THAT_RUNS_ON(RunningServerFactory.class, "run-on-epoll-"),

		SERVER_FACTORY_THAT_RUNS_ON_NIO(NioServerFactory.class, "run-on-nio-"),

		SERVER_FACTORY_WITH_RESOURCES(ServerFactoryWithResources.class, "factory-epoll-"),

		SERVER_CUSTOMIZER_OVERRULED_BY_BOOT(RunOnCustomizer.class, "reactor-http-epoll-"),

		FACTORY_CUSTOMIZER_SETS_RESOURCES(ResourcesCustomizer.class, "factory-epoll-"),

		LAST_FACTORY_CUSTOMIZER_SETS_RESOURCES(LastResourcesCustomizer.class, "factory-epoll-"),

		FACTORY_CUSTOMIZER_TAKES_RESOURCES_AWAY(NullCustomizer.class, "reactor-http-epoll-"),

		FACTORY_CUSTOMIZER_TAKES_RESOURCES_AWAY_AND_RUNS_ON(RunningNullCustomizer.class, "run-on-epoll-"),

		FACTORY_CUSTOMIZER_RUNS_ON_A_GROUP(GroupCustomizer.class, "run-on-epoll-");

		private final Class<?> configuration;

		private final String threads;

		Choice(Class<?> configuration, String threads) {
			this.configuration = configuration;
			this.threads = threads;
		}

	}

	private static ReactorResourceFactory resourceFactory(String threads) {
		ReactorResourceFactory factory = new ReactorResourceFactory();
		factory.setUseGlobalResources(false);
		factory.setShutdownQuietPeriod(Duration.ZERO);
		factory.setLoopResourcesSupplier(() -> LoopResources.create(threads));
		return factory;
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResourceFactory {

		@Bean
		ReactorResourceFactory ownResourceFactory() {
			return resourceFactory("bean");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SeveralResourceFactories {

		@Bean(defaultCandidate = false)
		ReactorResourceFactory anotherResourceFactory() {
			return resourceFactory("other");
		}

		@Bean
		ReactorResourceFactory ownResourceFactory() {
			return resourceFactory("bean");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServerFactory {

		@Bean
		NettyReactiveWebServerFactory ownServerFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

	/**
	 * The client of Boot, which also asks for a resource factory, takes the one of the
	 * name that it would give to its own.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnServerFactoryOfMany extends OwnServerFactory {

		@Bean
		ReactorResourceFactory reactorResourceFactory() {
			return resourceFactory("bean");
		}

		@Bean
		ReactorResourceFactory otherResourceFactory() {
			return resourceFactory("other");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnLoops {

		@Bean(destroyMethod = "dispose")
		LoopResources ownLoops() {
			return LoopResources.create("run-on");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RunningServerFactory extends OwnLoops {

		@Bean
		NettyReactiveWebServerFactory ownServerFactory(LoopResources ownLoops) {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			factory.addServerCustomizers((server) -> server.runOn(ownLoops));
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NioServerFactory extends OwnLoops {

		@Bean
		NettyReactiveWebServerFactory ownServerFactory(LoopResources ownLoops) {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			factory.addServerCustomizers((server) -> server.runOn(ownLoops, false));
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RunOnCustomizer extends OwnLoops {

		@Bean
		NettyServerCustomizer runOnCustomizer(LoopResources ownLoops) {
			return (server) -> server.runOn(ownLoops);
		}

	}

	/**
	 * Resources that are not a bean end by themselves: they have daemon threads.
	 */
	abstract static class OwnResources implements AutoCloseable {

		private final ReactorResourceFactory resources = resourceFactory("factory");

		final ReactorResourceFactory resources() {
			return this.resources;
		}

		@Override
		public void close() {
			this.resources.stop();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ServerFactoryWithResources extends OwnResources {

		@Bean
		NettyReactiveWebServerFactory ownServerFactory() {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			factory.setResourceFactory(resources());
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ResourcesCustomizer extends OwnResources {

		@Bean
		WebServerFactoryCustomizer<NettyReactiveWebServerFactory> resourcesCustomizer() {
			return (factory) -> factory.setResourceFactory(resources());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LastResourcesCustomizer extends OwnResources {

		@Bean
		Last lastCustomizer() {
			return new Last(resources());
		}

		@Order(Ordered.LOWEST_PRECEDENCE)
		record Last(
				ReactorResourceFactory resources) implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

			@Override
			public void customize(NettyReactiveWebServerFactory factory) {
				factory.setResourceFactory(this.resources);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NullCustomizer {

		@Bean
		WebServerFactoryCustomizer<NettyReactiveWebServerFactory> nullCustomizer() {
			return (factory) -> factory.setResourceFactory(null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RunningNullCustomizer extends OwnLoops {

		@Bean
		WebServerFactoryCustomizer<NettyReactiveWebServerFactory> runningNullCustomizer(LoopResources ownLoops) {
			return (factory) -> {
				factory.setResourceFactory(null);
				factory.addServerCustomizers((server) -> server.runOn(ownLoops));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GroupCustomizer extends OwnLoops {

		@Bean
		WebServerFactoryCustomizer<NettyReactiveWebServerFactory> groupCustomizer(LoopResources ownLoops) {
			return (factory) -> {
				factory.setResourceFactory(null);
				factory.addServerCustomizers((server) -> server.runOn(ownLoops.onServer(true)));
			};
		}

	}

}
