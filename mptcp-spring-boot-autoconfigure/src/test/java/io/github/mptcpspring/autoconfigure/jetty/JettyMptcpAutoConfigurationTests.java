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

package io.github.mptcpspring.autoconfigure.jetty;

import java.util.List;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JettyMptcpAutoConfiguration}.
 */
class JettyMptcpAutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(MptcpAutoConfiguration.class,
			JettyMptcpAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(OURS)
		.withConfiguration(AutoConfigurations.of(JettyServletWebServerAutoConfiguration.class));

	@Test
	void servletServerIsPrepared() {
		this.contextRunner.withPropertyValues("server.mptcp.enabled=true").run(isPrepared(true));
	}

	@Test
	void reactiveServerIsPrepared() {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.withConfiguration(AutoConfigurations.of(JettyReactiveWebServerAutoConfiguration.class))
			.withPropertyValues("server.mptcp.enabled=true")
			.run(isPrepared(true));
	}

	@Test
	void fastOpenAloneIsPrepared() {
		this.contextRunner.withPropertyValues("tfo.queue-length=16").run(isPrepared(true));
	}

	@Test
	void everySwitchOffTouchesNothing() {
		this.contextRunner
			.withPropertyValues("server.mptcp.enabled=false", "server.mptcp.on-unavailable=fail", "tfo.queue-length=0")
			.run(isPrepared(false));
	}

	@Test
	void theManagementSwitchIsNotTheServers() {
		this.contextRunner.withPropertyValues("management.server.mptcp.enabled=true").run(isPrepared(false));
	}

	@Test
	void theApplicationsOwnFactoryIsPrepared() {
		this.contextRunner.withUserConfiguration(OwnFactory.class)
			.withPropertyValues("server.mptcp.enabled=true")
			.run(isPrepared(true));
	}

	@Test
	void customizersOfTheApplicationStillApplyAndDoNotRemoveOurs() {
		this.contextRunner.withUserConfiguration(OwnCustomizer.class)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context.getBean(JettyWebServerFactory.class).getServerCustomizers()).hasSize(2)
				.contains(OwnCustomizer.CUSTOMIZER));
	}

	@Test
	void backsOffWithoutJetty() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Server.class))
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context).doesNotHaveBean(JettyListenerCustomizer.class));
	}

	@Test
	void backsOffWithoutBootsJettyModule() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(JettyWebServerFactory.class))
			.run((context) -> assertThat(context).doesNotHaveBean(JettyListenerCustomizer.class));
	}

	@Test
	void backsOffWithoutAWebApplication() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JettyListenerCustomizer.class));
	}

	private static <T extends ApplicationContext & ApplicationContextAssertProvider<?>> ContextConsumer<T> isPrepared(
			boolean prepared) {
		return (context) -> assertThat(context.getBean(JettyWebServerFactory.class).getServerCustomizers())
			.filteredOn(
					(customizer) -> customizer.getClass().getName().startsWith(JettyListenerCustomizer.class.getName()))
			.hasSize(prepared ? 1 : 0);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		JettyServletWebServerFactory ownFactory() {
			return new JettyServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCustomizer {

		private static final JettyServerCustomizer CUSTOMIZER = (server) -> {
		};

		@Bean
		WebServerFactoryCustomizer<JettyWebServerFactory> ownCustomizer() {
			return new LastCustomizer();
		}

	}

	private static final class LastCustomizer implements WebServerFactoryCustomizer<JettyWebServerFactory>, Ordered {

		@Override
		public void customize(JettyWebServerFactory factory) {
			factory.setServerCustomizers(List.of(OwnCustomizer.CUSTOMIZER));
		}

		@Override
		public int getOrder() {
			return Ordered.LOWEST_PRECEDENCE;
		}

	}

}
