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

package io.github.mptcpspring.autoconfigure.tomcat;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.tomcat.MptcpHttp11NioProtocol;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11Nio2Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TomcatMptcpAutoConfiguration}.
 */
class TomcatMptcpAutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(MptcpAutoConfiguration.class,
			TomcatMptcpAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(OURS)
		.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class));

	@Test
	void servletServerUsesOurProtocol() {
		this.contextRunner.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(protocolOf(context.getBean(TomcatWebServerFactory.class)))
				.isEqualTo(MptcpHttp11NioProtocol.class.getName()));
	}

	@Test
	void reactiveServerUsesOurProtocol() {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.withConfiguration(AutoConfigurations.of(TomcatReactiveWebServerAutoConfiguration.class))
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(protocolOf(context.getBean(TomcatWebServerFactory.class)))
				.isEqualTo(MptcpHttp11NioProtocol.class.getName()));
	}

	@Test
	void fastOpenAloneUsesOurProtocol() {
		this.contextRunner.withPropertyValues("tfo.queue-length=16")
			.run((context) -> assertThat(protocolOf(context.getBean(TomcatWebServerFactory.class)))
				.isEqualTo(MptcpHttp11NioProtocol.class.getName()));
	}

	@Test
	void everySwitchOffTouchesNothing() {
		this.contextRunner
			.withPropertyValues("server.mptcp.enabled=false", "server.mptcp.on-unavailable=fail", "tfo.queue-length=0")
			.run((context) -> {
				TomcatWebServerFactory factory = context.getBean(TomcatWebServerFactory.class);
				assertThat(protocolOf(factory)).isEqualTo(Http11NioProtocol.class.getName());
				assertThat(factory.getProtocolHandlerCustomizers()).isEmpty();
			});
	}

	@Test
	void theManagementSwitchIsNotTheServers() {
		this.contextRunner.withPropertyValues("management.server.mptcp.enabled=true")
			.run((context) -> assertThat(protocolOf(context.getBean(TomcatWebServerFactory.class)))
				.isEqualTo(Http11NioProtocol.class.getName()));
	}

	@Test
	void theApplicationsOwnFactoryIsCustomized() {
		this.contextRunner.withUserConfiguration(OwnFactory.class)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(protocolOf(context.getBean(TomcatWebServerFactory.class)))
				.isEqualTo(MptcpHttp11NioProtocol.class.getName()));
	}

	@Test
	void theApplicationsOwnProtocolIsRespected() {
		this.contextRunner.withUserConfiguration(OwnProtocol.class)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(protocolOf(context.getBean(TomcatWebServerFactory.class)))
				.isEqualTo(Http11Nio2Protocol.class.getName()));
	}

	@Test
	void protocolHandlerCustomizersOfTheApplicationStillApply() {
		this.contextRunner.withUserConfiguration(OwnProtocolHandlerCustomizer.class)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context.getBean(TomcatWebServerFactory.class).getProtocolHandlerCustomizers())
				.contains(context.getBean(TomcatProtocolHandlerCustomizer.class)));
	}

	@Test
	void backsOffWithoutTomcat() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Tomcat.class))
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context).doesNotHaveBean(TomcatListenerCustomizer.class));
	}

	@Test
	void backsOffWithoutBootsTomcatModule() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(TomcatWebServerFactory.class))
			.run((context) -> assertThat(context).doesNotHaveBean(TomcatListenerCustomizer.class));
	}

	@Test
	void backsOffWithoutAWebApplication() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TomcatListenerCustomizer.class));
	}

	private static String protocolOf(TomcatWebServerFactory factory) {
		return factory.getProtocol();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		TomcatServletWebServerFactory ownFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProtocol {

		@Bean
		WebServerFactoryCustomizer<TomcatWebServerFactory> ownProtocol() {
			return (factory) -> factory.setProtocol(Http11Nio2Protocol.class.getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProtocolHandlerCustomizer {

		@Bean
		TomcatProtocolHandlerCustomizer<?> ownCustomizer() {
			return (protocol) -> {
			};
		}

	}

}
