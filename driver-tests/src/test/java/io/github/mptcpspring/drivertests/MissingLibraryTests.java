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

package io.github.mptcpspring.drivertests;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.r2dbc.R2dbcMptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.rabbitmq.RabbitmqMptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.redis.RedisMptcpAutoConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application starts without one of the libraries of drivers, whether their
 * switches are on or off.
 */
@Tag("server")
class MissingLibraryTests {

	private static final ApplicationContextRunner RUNNER = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, R2dbcMptcpAutoConfiguration.class,
				RabbitmqMptcpAutoConfiguration.class, RedisMptcpAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "io.lettuce", "io.netty", "reactor", "redis.clients",
			"org.springframework.boot.data.redis", "org.springframework.data.redis", "io.r2dbc", "com.rabbitmq",
			"com.rabbitmq.stream", "org.springframework.amqp", "org.springframework.boot.r2dbc" })
	void starts(String missing) {
		for (boolean enabled : new boolean[] { false, true }) {
			RUNNER.withClassLoader(new FilteredClassLoader(missing))
				.withPropertyValues("client.mptcp.r2dbc.enabled=" + enabled, "client.mptcp.redis.enabled=" + enabled,
						"client.mptcp.rabbitmq.enabled=" + enabled)
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

}
