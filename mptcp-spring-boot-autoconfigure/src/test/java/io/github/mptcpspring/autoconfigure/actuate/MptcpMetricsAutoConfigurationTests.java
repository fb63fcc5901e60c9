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

import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.actuate.ConnectionMeters;
import io.github.mptcpspring.actuate.KernelMeters;
import io.github.mptcpspring.actuate.ListenerMeters;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpMetricsAutoConfiguration}.
 */
class MptcpMetricsAutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(MptcpAutoConfiguration.class,
			MptcpMetricsAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(OURS)
		.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
						SimpleMetricsExportAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "server.mptcp.enabled=true", "client.mptcp.enabled=true",
			"management.server.mptcp.enabled=true", "tfo.queue-length=16", "tfo.connect=true" })
	void eachSwitchGivesMeters(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasSingleBean(ConnectionMeters.class)
				.hasSingleBean(ListenerMeters.class)
				.hasSingleBean(KernelMeters.class);
			assertThat(context.getBean(MeterRegistry.class).find("mptcp.connections").gauges()).hasSize(6);
			assertThat(context.getBean(MeterRegistry.class).find("mptcp.host.fastopen").functionCounters()).hasSize(4);
		});
	}

	@Test
	void metersKnowOfListeners() {
		this.contextRunner.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context.getBeansOfType(ListenerObserver.class).values())
				.contains(context.getBean(ListenerMeters.class), context.getBean(ListenerRegistry.class)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.mptcp.enabled=false", "server.mptcp.on-unavailable=fail", "tfo.queue-length=0" })
	void withEverySwitchOffThereIsNone(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertNone(context);
			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().matches("mptcp\\..*"));
		});
	}

	@Test
	void canBeSwitchedOffAsAnyOthers() {
		this.contextRunner.withPropertyValues("server.mptcp.enabled=true", "management.metrics.enable.mptcp=false")
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().matches("mptcp\\..*")));
	}

	@Test
	void theApplicationsOwnMetersWin() {
		this.contextRunner.withUserConfiguration(OwnMeters.class)
			.withPropertyValues("server.mptcp.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(ConnectionMeters.class)
				.hasSingleBean(ListenerMeters.class)
				.hasSingleBean(KernelMeters.class)
				.hasBean("ownConnectionMeters")
				.hasBean("ownListenerMeters")
				.hasBean("ownKernelMeters"));
	}

	@Test
	void backsOffWithoutARegistry() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues("server.mptcp.enabled=true")
			.run(MptcpMetricsAutoConfigurationTests::assertNone);
	}

	@Test
	void backsOffWithoutMicrometer() {
		backsOffWithout("io.micrometer");
	}

	@Test
	void backsOffWithoutBootsMetricsModule() {
		backsOffWithout("org.springframework.boot.micrometer.metrics");
	}

	private void backsOffWithout(String packageName) {
		new ApplicationContextRunner().withConfiguration(OURS)
			.withClassLoader(new FilteredClassLoader(packageName))
			.withPropertyValues("server.mptcp.enabled=true")
			.run(MptcpMetricsAutoConfigurationTests::assertNone);
	}

	private static void assertNone(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed()
			.doesNotHaveBean("mptcpConnectionMeters")
			.doesNotHaveBean("mptcpListenerMeters")
			.doesNotHaveBean("mptcpKernelMeters");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnMeters {

		@Bean
		ConnectionMeters ownConnectionMeters() {
			return new ConnectionMeters(new ProcessConnections(new Kernel()));
		}

		@Bean
		ListenerMeters ownListenerMeters(ListenerRegistry listeners) {
			return new ListenerMeters(listeners);
		}

		@Bean
		KernelMeters ownKernelMeters() {
			return new KernelMeters();
		}

	}

}
