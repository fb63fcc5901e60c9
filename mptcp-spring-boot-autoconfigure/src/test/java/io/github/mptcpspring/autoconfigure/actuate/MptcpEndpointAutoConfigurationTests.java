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

package io.github.mptcpspring.autoconfigure.actuate;

import java.util.Set;

import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.actuate.MptcpEndpointJmxExtension;
import io.github.mptcpspring.actuate.MptcpEndpointWebExtension;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.internal.client.ProblemRegistry;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.diagnosis.DiagnosticsCollector;
import io.github.mptcpspring.internal.diagnosis.HostReader;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpEndpointAutoConfiguration}.
 */
class MptcpEndpointAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, MptcpEndpointAutoConfiguration.class))
		// As an application has it: "none" is an access
		.withInitializer(
				(context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()));

	private final ApplicationContextRunner webRunner = this.contextRunner
		.withPropertyValues("management.endpoints.web.exposure.include=mptcp");

	private final ApplicationContextRunner jmxRunner = this.contextRunner.withPropertyValues("spring.jmx.enabled=true",
			"management.endpoints.jmx.exposure.include=mptcp");

	@Test
	void notExposedByDefault() {
		this.contextRunner.withPropertyValues("spring.jmx.enabled=true", "server.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(MptcpEndpoint.class)
				.doesNotHaveBean(MptcpEndpointWebExtension.class)
				.doesNotHaveBean(MptcpEndpointJmxExtension.class)
				.doesNotHaveBean(MptcpEndpointProperties.class));
	}

	@Test
	void exposedOverTheWeb() {
		this.webRunner.run((context) -> assertThat(context).hasSingleBean(MptcpEndpoint.class)
			.hasSingleBean(MptcpEndpointWebExtension.class)
			.doesNotHaveBean(MptcpEndpointJmxExtension.class));
	}

	@Test
	void exposedOverJmx() {
		this.jmxRunner.run((context) -> assertThat(context).hasSingleBean(MptcpEndpoint.class)
			.hasSingleBean(MptcpEndpointJmxExtension.class)
			.doesNotHaveBean(MptcpEndpointWebExtension.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoint.mptcp.access=none", "management.endpoints.access.default=none",
			"management.endpoints.access.max-permitted=none", "management.endpoints.web.exposure.exclude=mptcp" })
	void whatForbidsItIsObeyed(String property) {
		this.webRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(MptcpEndpoint.class)
				.doesNotHaveBean(MptcpEndpointWebExtension.class));
	}

	@Test
	void addressesAreForThoseWhoAreAuthorizedByDefault() {
		this.webRunner.run((context) -> assertThat(context.getBean(MptcpEndpointProperties.class))
			.isEqualTo(new MptcpEndpointProperties(Show.WHEN_AUTHORIZED, Set.of())));
	}

	@ParameterizedTest
	@CsvSource({ "never, NEVER", "when-authorized, WHEN_AUTHORIZED", "WhenAuthorized, WHEN_AUTHORIZED",
			"always, ALWAYS" })
	void whoIsShownAddressesCanBeSet(String value, Show show) {
		this.webRunner
			.withPropertyValues("management.endpoint.mptcp.show-addresses=" + value,
					"management.endpoint.mptcp.roles=admin,operator")
			.run((context) -> assertThat(context.getBean(MptcpEndpointProperties.class))
				.isEqualTo(new MptcpEndpointProperties(show, Set.of("admin", "operator"))));
	}

	@Test
	void aWrongValueStopsTheApplicationWithBootsBindingError() {
		this.webRunner.withPropertyValues("management.endpoint.mptcp.show-addresses=sometimes")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(ConfigurationPropertiesBindException.class.getName())
				.hasStackTraceContaining("management.endpoint.mptcp.show-addresses"));
	}

	@Test
	void theApplicationsOwnEndpointWins() {
		this.webRunner.withUserConfiguration(OwnEndpoint.class)
			.run((context) -> assertThat(context).hasSingleBean(MptcpEndpoint.class)
				.hasBean("ownEndpoint")
				.hasSingleBean(MptcpEndpointWebExtension.class));
	}

	@Test
	void theApplicationsOwnWebExtensionWins() {
		this.webRunner.withUserConfiguration(OwnWebExtension.class)
			.run((context) -> assertThat(context).hasSingleBean(MptcpEndpointWebExtension.class)
				.hasBean("ownWebExtension"));
	}

	@Test
	void theApplicationsOwnJmxExtensionWins() {
		this.jmxRunner.withUserConfiguration(OwnJmxExtension.class)
			.run((context) -> assertThat(context).hasSingleBean(MptcpEndpointJmxExtension.class)
				.hasBean("ownJmxExtension"));
	}

	private static MptcpEndpoint endpoint(MptcpSettings settings) {
		return new MptcpEndpoint(
				new DiagnosticsCollector(settings, new ProcessSockets(), new ProcessConnections(new Kernel()),
						new HostReader(new Kernel()), new ListenerRegistry(), new ProblemRegistry()),
				new ProcessConnections(new Kernel()), Show.NEVER);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEndpoint {

		@Bean
		MptcpEndpoint ownEndpoint(MptcpSettings settings) {
			return endpoint(settings);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnWebExtension {

		@Bean
		MptcpEndpointWebExtension ownWebExtension(MptcpSettings settings) {
			return new MptcpEndpointWebExtension(endpoint(settings), Show.NEVER, Set.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnJmxExtension {

		@Bean
		MptcpEndpointJmxExtension ownJmxExtension(MptcpSettings settings) {
			return new MptcpEndpointJmxExtension(endpoint(settings), Show.NEVER);
		}

	}

}
