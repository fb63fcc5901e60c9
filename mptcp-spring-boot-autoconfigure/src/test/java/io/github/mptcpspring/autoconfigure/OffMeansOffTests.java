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

import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.testsupport.LoadedClasses;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the JVM says about the classes that it loads while a web application starts.
 */
@Tag("server")
class OffMeansOffTests {

	private static final String NATIVE_CODE = "io.github.mptcpspring.internal.linux.";

	private static final String ADAPTER = "io.github.mptcpspring.tomcat.";

	@Test
	void withEverySwitchOffNoNativeCodeAndNoAdapterIsLoaded() throws Exception {
		assertThat(classesLoadedWith("server.mptcp.on-unavailable=fail")).noneMatch((name) -> name.startsWith(ADAPTER))
			.noneMatch((name) -> name.startsWith(NATIVE_CODE))
			.noneMatch((name) -> name.matches(".*\\.(socketfactory\\..*|MailSenderPostProcessor)"))
			.contains(MptcpAutoConfiguration.class.getName());
	}

	@Test
	void withEverySwitchOffNobodyWatches() throws Exception {
		assertThat(classesLoadedWith("server.mptcp.enabled=false"))
			.noneMatch((name) -> name.matches(".*\\.actuate\\..*(Meters|HealthIndicator)"))
			.noneMatch((name) -> name.startsWith("io.github.mptcpspring.internal.connection."))
			.contains(PrometheusMeterRegistry.class.getName());
	}

	@Test
	void withEverySwitchOffNothingIsReadBeforeSomeoneAsksTheEndpoint() throws Exception {
		assertThat(classesLoadedWith("management.endpoints.web.exposure.include=*"))
			.noneMatch((name) -> name.startsWith(NATIVE_CODE))
			.contains(MptcpEndpoint.class.getName());
	}

	@MptcpRequired
	@ParameterizedTest
	@ValueSource(strings = { "server.mptcp.enabled=true", "tfo.queue-length=1" })
	void withASwitchOnNativeCodeIsLoaded(String property) throws Exception {
		assertThat(classesLoadedWith(property)).anyMatch((name) -> name.startsWith(NATIVE_CODE))
			.anyMatch((name) -> name.startsWith(ADAPTER));
	}

	private List<String> classesLoadedWith(String property) throws Exception {
		return LoadedClasses.of(Application.class, "Tomcat started on port", "--server.port=0", "--" + property);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		static void main(String[] args) {
			SpringApplication.run(Application.class, args).close();
		}

	}

}
