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

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.mptcpspring.actuate.ConnectionMeters;
import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.actuate.MptcpHealthIndicator;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that exclude one of the auto-configurations: the others work, or
 * do without it.
 */
@MptcpRequired
class ExcludedAutoConfigurationTests {

	private static final String[] EVERYTHING_ON = { "server.port=0", "server.mptcp.enabled=true", "tfo.queue-length=16",
			"tfo.connect=true", "client.mptcp.enabled=true", "management.server.port=0",
			"management.server.mptcp.enabled=true", "management.endpoints.web.exposure.include=*",
			"spring.reactor.netty.shutdown-quiet-period=0s" };

	@ParameterizedTest
	@MethodSource
	void eachCanBeExcluded(String name) {
		for (WebApplicationType type : WebApplicationType.values()) {
			try (ConfigurableApplicationContext context = startWithout(type, name)) {
				assertThat(context.getBeanFactory().containsBean(name)).isFalse();
				assertThat(context.isRunning()).isTrue();
			}
		}
	}

	// Those whose libraries are not here are not there in any case
	static Stream<String> eachCanBeExcluded() {
		return StreamSupport.stream(ImportCandidates.load(AutoConfiguration.class, null).spliterator(), false)
			.filter((name) -> name.startsWith("io.github.mptcpspring."))
			.filter((
					name) -> !name.matches(".*\\.(jettyclient|httpcomponents|r2dbc|rabbitmq|redis|grpc|rsocket)\\..*"));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void withoutWhatTheyHaveInCommonNoneDoesAnything(WebApplicationType type) {
		try (ConfigurableApplicationContext context = startWithout(type, MptcpAutoConfiguration.class.getName())) {
			assertThat(listener(context)).isEqualTo(KernelProtocol.TCP);
			assertThat(managementListener(context)).isEqualTo(KernelProtocol.TCP);
			assertThat(Stream.of(MptcpEndpoint.class, MptcpHealthIndicator.class, ConnectionMeters.class,
					MptcpHttpClientCustomizer.class))
				.allSatisfy((bean) -> assertThat(context.getBeanNamesForType(bean)).isEmpty());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void withAllOfThemAllIsThere(WebApplicationType type) {
		try (ConfigurableApplicationContext context = startWithout(type, "")) {
			assertThat(listener(context)).isEqualTo(KernelProtocol.MPTCP);
			assertThat(managementListener(context)).isEqualTo(KernelProtocol.MPTCP);
			assertThat(Stream.of(MptcpEndpoint.class, MptcpHealthIndicator.class, ConnectionMeters.class,
					MptcpHttpClientCustomizer.class))
				.allSatisfy((bean) -> assertThat(context.getBeanNamesForType(bean)).hasSize(1));
		}
	}

	private static ConfigurableApplicationContext startWithout(WebApplicationType type, String excluded) {
		Class<?> application = (type == WebApplicationType.REACTIVE) ? ReactiveApplication.class : Application.class;
		return TestApplication.run(new SpringApplicationBuilder(application).web(type).properties(EVERYTHING_ON),
				"spring.autoconfigure.exclude=" + excluded);
	}

	private static KernelProtocol listener(ConfigurableApplicationContext context) {
		return KernelSockets.listener(((WebServerApplicationContext) context).getWebServer().getPort());
	}

	private static KernelProtocol managementListener(ConfigurableApplicationContext context) {
		return KernelSockets
			.listener(context.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	/** On Reactor Netty, which takes Tomcat's place. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { TomcatReactiveManagementContextAutoConfiguration.class,
			TomcatReactiveWebServerAutoConfiguration.class })
	static class ReactiveApplication {

	}

}
