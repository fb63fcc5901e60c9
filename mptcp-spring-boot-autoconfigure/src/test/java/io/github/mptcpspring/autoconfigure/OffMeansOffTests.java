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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the JVM says about the classes that it loads while a web application starts.
 */
@Tag("server")
class OffMeansOffTests {

	private static final String STARTED = "Tomcat started on port";

	private static final String ADAPTER = "io.github.mptcpspring.tomcat.";

	private static final String[] ONE_AFTER_ANOTHER = { "server.mptcp.on-unavailable=fail",
			"server.mptcp.enabled=false", "management.endpoints.web.exposure.include=*", "server.mptcp.enabled=true" };

	private static List<List<String>> loadedAfter;

	@BeforeAll
	static void startOneAfterAnother() throws Exception {
		loadedAfter = LoadedClasses.afterEach(Application.class, STARTED, ONE_AFTER_ANOTHER);
	}

	@Test
	void withEverySwitchOffNoNativeCodeAndNoAdapterIsLoaded() {
		assertThat(loadedAfter.get(0)).noneMatch((name) -> name.startsWith(ADAPTER))
			.noneMatch((name) -> name.startsWith(LoadedClasses.NATIVE_CODE))
			.noneMatch((name) -> name.matches(".*\\.(socketfactory\\..*|MailSenderPostProcessor)"))
			.contains(MptcpAutoConfiguration.class.getName());
	}

	@Test
	void withEverySwitchOffNobodyWatches() {
		assertThat(loadedAfter.get(1)).noneMatch((name) -> name.matches(".*\\.actuate\\..*(Meters|HealthIndicator)"))
			.noneMatch((name) -> name.startsWith("io.github.mptcpspring.internal.connection."))
			.contains(PrometheusMeterRegistry.class.getName());
	}

	@Test
	void withEverySwitchOffNothingIsReadBeforeSomeoneAsksTheEndpoint() {
		assertThat(loadedAfter.get(2)).noneMatch((name) -> name.startsWith(LoadedClasses.NATIVE_CODE))
			.contains(MptcpEndpoint.class.getName());
	}

	@MptcpRequired
	@Test
	void withMptcpNativeCodeIsLoaded() {
		assertIsLoaded(loadedAfter.get(3));
	}

	@MptcpRequired
	@Test
	void withFastOpenNativeCodeIsLoaded() throws Exception {
		assertIsLoaded(LoadedClasses.of(Application.class, STARTED, "tfo.queue-length=1"));
	}

	private static void assertIsLoaded(List<String> loaded) {
		assertThat(loaded).anyMatch((name) -> name.startsWith(LoadedClasses.NATIVE_CODE))
			.anyMatch((name) -> name.startsWith(ADAPTER));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		static void main(String[] properties) {
			for (String property : properties) {
				SpringApplication.run(Application.class, "--server.port=0", "--" + property).close();
				System.out.println(LoadedClasses.NEXT);
			}
		}

	}

}
