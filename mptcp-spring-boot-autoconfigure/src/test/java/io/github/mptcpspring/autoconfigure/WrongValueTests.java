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

import io.github.mptcpspring.testsupport.boot.TestApplication;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What an application with an actuator says of a wrong value: a switch is read before its
 * properties are bound then, to know whether there is anything to watch.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongValueTests {

	@ParameterizedTest
	@CsvSource({ "server.mptcp.enabled, maybe", "server.mptcp.on-unavailable, panic", "client.mptcp.enabled, 2",
			"client.mptcp.on-unavailable, panic", "management.server.mptcp.enabled, 2", "tfo.connect, perhaps",
			"tfo.queue-length, many", "tfo.queue-length, -1", "management.endpoint.mptcp.show-addresses, sometimes" })
	void theFailureAnalysisNamesPropertyAndValue(String property, String value, CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestApplication.run(
				new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
					.properties("management.endpoints.jmx.exposure.include=mptcp", "spring.jmx.enabled=true"),
				property + "=" + value));
		assertThat(output).contains("APPLICATION FAILED TO START", property, value).doesNotContain("\tat ");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
