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

import io.github.mptcpspring.actuate.MptcpHealthIndicator;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpHealthContributorAutoConfiguration}.
 */
class MptcpHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(MptcpAutoConfiguration.class, MptcpHealthContributorAutoConfiguration.class,
					HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "server.mptcp.enabled=true", "client.mptcp.enabled=true",
			"management.server.mptcp.enabled=true" })
	void eachSwitchGivesAContributor(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasSingleBean(MptcpHealthIndicator.class);
			assertThat(context.getBean(HealthContributorRegistry.class).getContributor("mptcp"))
				.isSameAs(context.getBean(MptcpHealthIndicator.class));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.mptcp.on-unavailable=fail", "client.mptcp.on-unavailable=fail",
			"tfo.queue-length=16", "tfo.connect=true", "server.mptcp.enabled=false" })
	void withoutMptcpThereIsNone(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(MptcpHealthIndicator.class);
			assertThat(context.getBean(HealthContributorRegistry.class).getContributor("mptcp")).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.health.mptcp.enabled=false", "management.health.defaults.enabled=false" })
	void canBeSwitchedOffAsAnyOther(String property) {
		this.contextRunner.withPropertyValues("server.mptcp.enabled=true", property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MptcpHealthIndicator.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "mptcpHealthIndicator", "mptcpHealthContributor" })
	void theApplicationsOwnContributorWins(String name) {
		this.contextRunner.withBean(name, HealthIndicator.class, () -> () -> Health.up().build())
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(MptcpHealthIndicator.class);
				assertThat(context.getBean(HealthContributorRegistry.class).getContributor("mptcp"))
					.isSameAs(context.getBean(name));
			});
	}

}
