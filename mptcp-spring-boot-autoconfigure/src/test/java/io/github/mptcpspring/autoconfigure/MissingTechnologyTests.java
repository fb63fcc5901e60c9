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

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications without one of the technologies: in a JVM of its own, whose
 * class path lacks it, so that also annotations are really missing.
 */
@Tag("server")
@MptcpRequired
class MissingTechnologyTests {

	@Test
	void withAllOfThemAllIsThere() throws Exception {
		assertThat(beansWithout("nothing")).containsExactlyInAnyOrder("mptcpEndpoint", "mptcpEndpointWebExtension",
				"mptcpEndpointJmxExtension", "mptcpHealthIndicator", "mptcpConnectionMeters", "mptcpListenerMeters",
				"mptcpKernelMeters");
	}

	@ParameterizedTest
	@CsvSource({ "spring-boot-(starter-)?actuator.*, mptcpHealthIndicator, mptcpEndpoint",
			"spring-boot-health.*, mptcpConnectionMeters, mptcpHealthIndicator",
			"spring-boot-micrometer-metrics.*, mptcpHealthIndicator, mptcpConnectionMeters",
			"micrometer-(core|jakarta9|registry-prometheus).*, mptcpHealthIndicator, mptcpConnectionMeters" })
	void theOthersAreThereWithoutOne(String missing, String present, String absent) throws Exception {
		assertThat(beansWithout(missing)).contains(present).doesNotContain(absent);
	}

	@Test
	void theServerListensWithoutAnyOfThem() throws Exception {
		assertThat(beansWithout("(spring-boot-(actuator|health|micrometer|mail)|micrometer-(core|jakarta9|registry)"
				+ "|spring-context-support|jakarta.mail-api|angus-mail).*"))
			.isEmpty();
	}

	@Test
	void theEndpointAnswersWithoutJackson() throws Exception {
		assertThat(beansWithout("(spring-boot-)?jackson.*")).contains("mptcpEndpoint", "mptcpEndpointJmxExtension");
	}

	private static List<String> beansWithout(String jars) throws IOException, InterruptedException {
		Pattern missing = Pattern.compile(jars);
		String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !missing.matcher(new File(entry).getName()).matches())
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = ForkedJvm.commandWithClassPath(classPath);
		command.add(Application.class.getName());
		ForkedJvm jvm = ForkedJvm.run(command);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains("Tomcat listens on port").contains("with MPTCP");
		return jvm.output()
			.lines()
			.filter((line) -> line.startsWith("Bean: "))
			.map((line) -> line.substring("Bean: ".length()))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		static void main(String[] args) throws ReflectiveOperationException {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
				.bannerMode(Banner.Mode.OFF)
				.properties("server.port=0", "server.mptcp.enabled=true", "spring.jmx.enabled=true",
						"management.endpoints.web.exposure.include=mptcp",
						"management.endpoints.jmx.exposure.include=mptcp")
				.run(args)) {
				Stream.of(context.getBeanDefinitionNames())
					.filter((name) -> name.matches("mptcp(Endpoint|.*Meters|HealthIndicator).*"))
					.forEach((name) -> System.out.println("Bean: " + name));
				if (context.containsBean("mptcpEndpoint")) {
					Object endpoint = context.getBean("mptcpEndpoint");
					System.out.println("Answer: " + endpoint.getClass().getMethod("mptcp").invoke(endpoint));
				}
			}
		}

	}

}
