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

import io.github.mptcpspring.actuate.ConnectionMeters;
import io.github.mptcpspring.actuate.KernelMeters;
import io.github.mptcpspring.actuate.ListenerMeters;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.OnMptcpEnabledCondition;
import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of MPTCP and Fast
 * Open.
 */
@AutoConfiguration(after = { MptcpAutoConfiguration.class, MetricsAutoConfiguration.class,
		CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnClass({ MeterRegistry.class, MetricsAutoConfiguration.class })
@ConditionalOnBean({ MeterRegistry.class, MptcpSettings.class })
@Conditional(OnMptcpEnabledCondition.Any.class)
@Import(ConnectionsConfiguration.class)
public final class MptcpMetricsAutoConfiguration {

	MptcpMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	@Nullable ConnectionMeters mptcpConnectionMeters(MptcpSettings settings, ProcessConnections connections) {
		return settings.isEmpty() ? null : new ConnectionMeters(connections);
	}

	@Bean
	@ConditionalOnMissingBean
	@Nullable ListenerMeters mptcpListenerMeters(MptcpSettings settings, ListenerRegistry listeners) {
		return settings.isEmpty() ? null : new ListenerMeters(listeners);
	}

	@Bean
	@ConditionalOnMissingBean
	@Nullable KernelMeters mptcpKernelMeters(MptcpSettings settings) {
		return settings.isEmpty() ? null : new KernelMeters();
	}

}
