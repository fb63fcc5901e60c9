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

package io.github.mptcpspring.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NettyMptcpAutoConfiguration}.
 */
class NettyMptcpAutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(MptcpAutoConfiguration.class,
			NettyMptcpAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(OURS)
		.withConfiguration(AutoConfigurations.of(NettyReactiveWebServerAutoConfiguration.class))
		.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

	@ParameterizedTest
	@ValueSource(strings = { "server.mptcp.enabled=true", "tfo.queue-length=16" })
	void eachSwitchGivesTheServerOurEventLoops(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			ReactorResourceFactory original = context.getBean(ReactorResourceFactory.class);
			ReactorResourceFactory ours = resourceFactoryOf(context.getBean(NettyReactiveWebServerFactory.class));
			assertThat(ours).isNotSameAs(original);
			assertThat(ours.getLoopResources()).isNotSameAs(original.getLoopResources());
			assertThat(ours.getConnectionProvider()).isSameAs(original.getConnectionProvider());
			assertThat(ours.getLoopResources().onServer(true)).isSameAs(original.getLoopResources().onServer(true));
		});
	}

	@Test
	void everySwitchOffTouchesNothing() {
		this.contextRunner
			.withPropertyValues("server.mptcp.enabled=false", "server.mptcp.on-unavailable=fail", "tfo.queue-length=0",
					"tfo.connect=true", "client.mptcp.enabled=true", "management.server.mptcp.enabled=true")
			.run((context) -> assertThat(resourceFactoryOf(context.getBean(NettyReactiveWebServerFactory.class)))
				.isSameAs(context.getBean(ReactorResourceFactory.class)));
	}

	@Test
	void theApplicationsOwnServerFactoryIsCustomized() {
		this.contextRunner.withUserConfiguration(OwnServerFactory.class)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(
					resourceFactoryOf(context.getBean("ownServerFactory", NettyReactiveWebServerFactory.class)))
				.isNotNull());
	}

	@Test
	void theApplicationsOwnResourceFactoryIsKept() {
		this.contextRunner.withUserConfiguration(OwnResourceFactory.class)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> {
				ReactorResourceFactory own = context.getBean("ownResourceFactory", ReactorResourceFactory.class);
				ReactorResourceFactory ours = resourceFactoryOf(context.getBean(NettyReactiveWebServerFactory.class));
				assertThat(context).hasSingleBean(ReactorResourceFactory.class);
				assertThat(ours.getLoopResources().onServer(true)).isSameAs(own.getLoopResources().onServer(true));
			});
	}

	@Test
	void backsOffWithoutReactorNetty() {
		backsOffWithout(HttpServer.class);
	}

	@Test
	void backsOffWithoutBootsReactorNettyModule() {
		backsOffWithout(NettyReactiveWebServerFactory.class);
	}

	@Test
	void backsOffWithoutSpringWeb() {
		backsOffWithout(ReactorResourceFactory.class);
	}

	private void backsOffWithout(Class<?> type) {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.withClassLoader(new FilteredClassLoader(type))
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettyListenerCustomizer.class));
	}

	@Test
	void backsOffWithoutAResourceFactory() {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettyListenerCustomizer.class));
	}

	@Test
	void backsOffWithoutAReactiveWebApplication() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.withUserConfiguration(OwnResourceFactory.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettyListenerCustomizer.class));
		new WebApplicationContextRunner().withConfiguration(OURS)
			.withUserConfiguration(OwnResourceFactory.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettyListenerCustomizer.class));
	}

	private static ReactorResourceFactory resourceFactoryOf(NettyReactiveWebServerFactory factory) {
		return (ReactorResourceFactory) ReflectionTestUtils.getField(factory, "resourceFactory");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServerFactory {

		@Bean
		NettyReactiveWebServerFactory ownServerFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResourceFactory {

		@Bean
		ReactorResourceFactory ownResourceFactory() {
			ReactorResourceFactory resourceFactory = new ReactorResourceFactory();
			resourceFactory.setUseGlobalResources(false);
			resourceFactory.setShutdownQuietPeriod(Duration.ZERO);
			return resourceFactory;
		}

	}

}
