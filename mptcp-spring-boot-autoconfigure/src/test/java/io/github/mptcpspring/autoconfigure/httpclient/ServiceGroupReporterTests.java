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

package io.github.mptcpspring.autoconfigure.httpclient;

import java.util.List;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceGroupReporter}.
 */
@Tag("client:jdk-http")
@ExtendWith(OutputCaptureExtension.class)
class ServiceGroupReporterTests {

	private static final String BLOCKING = "client.mptcp.serviceclient.blocking.enabled=true";

	private static final String REACTIVE = "client.mptcp.serviceclient.reactive.enabled=true";

	private static final String FAIL = "client.mptcp.on-unavailable=fail";

	private static final String[] JDK = { "spring.http.clients.imperative.factory=jdk",
			"spring.http.clients.reactive.connector=jdk" };

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, HttpClientMptcpAutoConfiguration.class,
				HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, HttpServiceClientPropertiesAutoConfiguration.class,
				HttpServiceClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ReactiveHttpServiceClientAutoConfiguration.class))
		.withUserConfiguration(Groups.class)
		.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

	@ParameterizedTest
	@CsvSource({ BLOCKING + ", JdkClientHttpRequestFactory, spring.http.clients.imperative.factory=reactor",
			REACTIVE + ", JdkClientHttpConnector, spring.http.clients.reactive.connector=reactor" })
	void aGroupThatIsPutInAndNotReachedIsReportedByItsName(String enabled, String transport, String choice,
			CapturedOutput output) {
		String group = enabled.split("\\.")[3];
		this.contextRunner.withPropertyValues(JDK).withPropertyValues(enabled).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(warnings(output)).singleElement()
				.asString()
				.endsWith("HTTP clients: MPTCP is not used: the sockets of the HTTP service group " + group + " ("
						+ transport + ") cannot be reached. Choose Reactor Netty, which is on the class path: "
						+ choice);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { BLOCKING, REACTIVE })
	void failStopsTheApplication(String enabled) {
		this.contextRunner.withPropertyValues(JDK)
			.withPropertyValues(enabled, FAIL)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MptcpUnavailableException.class)
				.hasMessageContaining("the HTTP service group " + enabled.split("\\.")[3]));
	}

	@Test
	void theDependencyIsNamedWhereReactorNettyIsMissing(CapturedOutput output) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HttpClient.class))
			.withPropertyValues(BLOCKING)
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.contains("Add the dependency io.projectreactor.netty:reactor-netty-http and choose it"));
	}

	@Test
	void groupsThatAreReachedAreNotReported(CapturedOutput output) {
		this.contextRunner.withPropertyValues(BLOCKING, REACTIVE, FAIL)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void groupsThatAreNotPutInAreNotReported(CapturedOutput output) {
		this.contextRunner.withPropertyValues(JDK)
			.withPropertyValues("client.mptcp.serviceclient.blocking.enabled=false",
					"client.mptcp.serviceclient.other.enabled=true", FAIL)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void theClientOfAllIsReportedOnce(CapturedOutput output) {
		this.contextRunner.withPropertyValues(JDK)
			.withPropertyValues("client.mptcp.enabled=true", BLOCKING, REACTIVE)
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.contains("the sockets of the client that Boot chose"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aTransportOfTheApplicationIsReported(boolean enabledForAll, CapturedOutput output) {
		this.contextRunner.withUserConfiguration(OwnTransport.class)
			.withPropertyValues("client.mptcp.enabled=" + enabledForAll, BLOCKING)
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.endsWith("the sockets of the HTTP service group blocking (JdkClientHttpRequestFactory) cannot be"
						+ " reached. Leave its transport to Boot, or build its reactor.netty HttpClient with the bean"
						+ " mptcpHttpClientCustomizer"));
	}

	@Test
	void aTransportThatTheApplicationTookOutIsNotReported(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(DisabledTransport.class)
			.withPropertyValues(BLOCKING, FAIL)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).isEmpty();
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("WARN")).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "blocking", types = Greeting.class)
	@ImportHttpServices(group = "reactive", types = ReactiveGreeting.class, clientType = ClientType.WEB_CLIENT)
	static class Groups {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTransport {

		@Bean
		RestClientHttpServiceGroupConfigurer own() {
			return (groups) -> groups
				.forEachClient((group, builder) -> builder.requestFactory(new JdkClientHttpRequestFactory()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DisabledTransport {

		@Bean
		RestClientHttpServiceGroupConfigurer own(HttpClientMptcp mptcp) {
			return (groups) -> groups.forEachClient(
					(group, builder) -> builder.requestFactory(mptcp.disabled(JdkClientHttpRequestFactory::new)));
		}

	}

	interface Greeting {

		@GetExchange("http://localhost/")
		String get();

	}

	interface ReactiveGreeting {

		@GetExchange("http://localhost/")
		String get();

	}

}
