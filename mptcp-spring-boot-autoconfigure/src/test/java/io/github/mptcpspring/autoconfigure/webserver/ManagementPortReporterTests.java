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

package io.github.mptcpspring.autoconfigure.webserver;

import java.util.List;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.tomcat.TomcatMptcpAutoConfiguration;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ManagementPortReporter}.
 */
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class ManagementPortReporterTests {

	private static final String WARNING = "Management server: MPTCP is not used: management.server.mptcp.enabled is set"
			+ " and there is no management server on a port of its own. Set management.server.port to another port";

	private static final String ON = "management.server.mptcp.enabled=true";

	private static final AutoConfigurations OURS = AutoConfigurations.of(MptcpAutoConfiguration.class,
			WebServerMptcpAutoConfiguration.class, TomcatMptcpAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withConfiguration(OURS)
		.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class))
		.withPropertyValues("server.port=0");

	@ParameterizedTest
	@ValueSource(strings = { "management.server.port=", "management.server.port=-1", "server.port=0" })
	void withoutAPortOfItsOwnThereIsOneWarning(String property, CapturedOutput output) {
		this.contextRunner.withPropertyValues(ON, property)
			.run((context) -> assertThat(warnings(output)).singleElement().asString().contains(WARNING));
	}

	@Test
	void withoutTheActuatorThereIsOneWarning(CapturedOutput output) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ManagementPortType.class))
			.withPropertyValues(ON, "management.server.port=0")
			.run((context) -> assertThat(warnings(output)).singleElement().asString().contains(WARNING));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.server.port=0", "server.mptcp.enabled=true",
			"management.server.mptcp.enabled=false" })
	void whereAllIsWellThereIsNone(String property, CapturedOutput output) {
		this.contextRunner.withPropertyValues(ON, property).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(warnings(output)).isEmpty();
		});
	}

	@Test
	void withoutAServerThereIsNone(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(OURS).withPropertyValues(ON).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(warnings(output)).isEmpty();
		});
	}

	@Test
	void failStopsTheApplication() {
		this.contextRunner.withPropertyValues(ON, "server.mptcp.on-unavailable=fail")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("there is no management server on a port of its own"));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("WARN") && line.contains("MPTCP")).toList();
	}

}
