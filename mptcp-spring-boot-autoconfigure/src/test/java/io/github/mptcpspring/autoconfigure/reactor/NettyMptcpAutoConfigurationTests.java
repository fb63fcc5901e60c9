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

package io.github.mptcpspring.autoconfigure.reactor;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.testsupport.boot.OwnEventLoops;
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
	void eachSwitchCustomizesTheServerAndLeavesItsResources(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			NettyReactiveWebServerFactory factory = context.getBean(NettyReactiveWebServerFactory.class);
			assertThat(factory.getServerCustomizers()).hasSize(2);
			assertThat(resourceFactoryOf(factory)).isSameAs(context.getBean(ReactorResourceFactory.class));
		});
	}

	@Test
	void everySwitchOffTouchesNothing() {
		this.contextRunner
			.withPropertyValues("server.mptcp.enabled=false", "server.mptcp.on-unavailable=fail", "tfo.queue-length=0",
					"tfo.connect=true", "client.mptcp.enabled=true", "management.server.mptcp.enabled=true")
			.run((context) -> assertThat(context.getBean(NettyReactiveWebServerFactory.class).getServerCustomizers())
				.hasSize(1));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theApplicationsOwnServerFactoryIsCustomizedWhateverResourceFactoriesThereAre(boolean enabled) {
		this.contextRunner.withUserConfiguration(OwnServerFactory.class, OwnEventLoops.class)
			.withBean("secondResourceFactory", ReactorResourceFactory.class)
			.withPropertyValues("server.mptcp.enabled=" + enabled)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				NettyReactiveWebServerFactory factory = context.getBean("ownServerFactory",
						NettyReactiveWebServerFactory.class);
				assertThat(factory.getServerCustomizers()).hasSize(enabled ? 2 : 1);
				assertThat(resourceFactoryOf(factory)).isNull();
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

	private void backsOffWithout(Class<?> type) {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.withClassLoader(new FilteredClassLoader(type))
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettyListenerCustomizer.class));
	}

	@Test
	void backsOffWithoutAReactiveWebApplication() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.withUserConfiguration(OwnEventLoops.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettyListenerCustomizer.class));
		new WebApplicationContextRunner().withConfiguration(OURS)
			.withUserConfiguration(OwnEventLoops.class)
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

}
