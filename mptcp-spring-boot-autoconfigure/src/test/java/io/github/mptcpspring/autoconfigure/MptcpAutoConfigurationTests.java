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

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.mptcpspring.DestinationPattern;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.autoconfigure.ClientMptcpProperties.Driver;
import io.github.mptcpspring.autoconfigure.ClientMptcpProperties.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpAutoConfiguration}.
 */
class MptcpAutoConfigurationTests {

	private static final Driver OFF = new Driver(false);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class));

	@Test
	void everythingIsOffByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(ServerMptcpProperties.class))
				.isEqualTo(new ServerMptcpProperties(false, OnUnavailable.FALLBACK));
			assertThat(context.getBean(ClientMptcpProperties.class)).isEqualTo(new ClientMptcpProperties(false,
					OnUnavailable.FALLBACK, List.of(), List.of(), Map.of(), OFF, OFF, OFF, OFF));
			assertThat(context.getBean(ManagementServerMptcpProperties.class))
				.isEqualTo(new ManagementServerMptcpProperties(false));
			assertThat(context.getBean(FastOpenProperties.class)).isEqualTo(new FastOpenProperties(0, false, false));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aQueueBesideMptcpIsAskedForApart(boolean withMptcp) {
		FastOpenProperties fastOpen = new FastOpenProperties(16, withMptcp, false);
		assertThat(new ServerMptcpProperties(true, OnUnavailable.FAIL).listenerSettings(fastOpen))
			.isEqualTo(new ListenerSettings(true, OnUnavailable.FAIL, 16, withMptcp));
	}

	@Test
	void propertiesAreBound() {
		this.contextRunner
			.withPropertyValues("server.mptcp.enabled=on", "server.mptcp.on-unavailable=fail",
					"client.mptcp.enabled=true", "client.mptcp.on-unavailable=fail", "tfo.queue-length=256",
					"tfo.with-mptcp=true", "tfo.connect=true", "management.server.mptcp.enabled=true",
					"client.mptcp.include=.example.com, 10.0.0.0/8", "client.mptcp.exclude[0]=db.example.com",
					"client.mptcp.redis.enabled=true", "client.mptcp.serviceclient.mesh.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(ServerMptcpProperties.class))
					.isEqualTo(new ServerMptcpProperties(true, OnUnavailable.FAIL));
				assertThat(context.getBean(ClientMptcpProperties.class))
					.isEqualTo(new ClientMptcpProperties(true, OnUnavailable.FAIL,
							List.of(DestinationPattern.of(".example.com"), DestinationPattern.of("10.0.0.0/8")),
							List.of(DestinationPattern.of("db.example.com")), Map.of("mesh", new Group(false)), OFF,
							OFF, OFF, new Driver(true)));
				assertThat(context.getBean(ManagementServerMptcpProperties.class))
					.isEqualTo(new ManagementServerMptcpProperties(true));
				assertThat(context.getBean(FastOpenProperties.class))
					.isEqualTo(new FastOpenProperties(256, true, true));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.mptcp.enabled=maybe", "server.mptcp.on-unavailable=panic",
			"management.server.mptcp.enabled=2", "client.mptcp.enabled=2", "client.mptcp.on-unavailable=panic",
			"client.mptcp.exclude=http://example.com", "client.mptcp.include=10.0.0.0/33",
			"client.mptcp.grpc.enabled=2", "tfo.connect=perhaps", "tfo.queue-length=many",
			"tfo.queue-length=2147483648" })
	void aWrongValueStopsTheApplicationWithBootsBindingError(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.satisfies((failure) -> assertThat(Stream.iterate(failure, Objects::nonNull, Throwable::getCause))
					.hasAtLeastOneElementOfType(ConfigurationPropertiesBindException.class)));
	}

	@Test
	void aNegativeQueueLengthStopsTheApplication() {
		this.contextRunner.withPropertyValues("tfo.queue-length=-1")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
				.rootCause()
				.hasMessageContaining("tfo.queue-length")
				.hasMessageContaining("-1"));
	}

}
