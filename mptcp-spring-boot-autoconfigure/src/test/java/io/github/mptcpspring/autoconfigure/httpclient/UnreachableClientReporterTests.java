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
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnreachableClientReporter}.
 */
@Tag("client:jdk-http")
@ExtendWith(OutputCaptureExtension.class)
class UnreachableClientReporterTests {

	private static final String DEPENDENCY = "io.projectreactor.netty:reactor-netty-http";

	private static final FilteredClassLoader WITHOUT_REACTOR_NETTY = new FilteredClassLoader(HttpClient.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, HttpClientMptcpAutoConfiguration.class,
				HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class))
		.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

	@ParameterizedTest
	@CsvSource({ "true, false, MPTCP is", "false, true, Fast Open is", "true, true, MPTCP and Fast Open are" })
	void namesWhatWasAskedFor(boolean mptcp, boolean fastOpen, String missing, CapturedOutput output) {
		this.contextRunner.withClassLoader(WITHOUT_REACTOR_NETTY)
			.withPropertyValues("client.mptcp.enabled=" + mptcp, "tfo.connect=" + fastOpen)
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.contains("HTTP clients: " + missing + " not used"));
	}

	@Test
	void namesOnlyTheKindOfClientThatTheApplicationHas(CapturedOutput output) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HttpClient.class, WebClient.class))
			.withPropertyValues("client.mptcp.enabled=true")
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.endsWith("choose it: spring.http.clients.imperative.factory=reactor"));
	}

	@Test
	void aKindOfClientThatTheApplicationDoesNotHaveDoesNotStopIt(CapturedOutput output) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(RestClientCustomizer.class))
			.withPropertyValues("client.mptcp.enabled=true", "client.mptcp.on-unavailable=fail",
					"spring.http.clients.imperative.factory=jdk")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(warnings(output)).isEmpty();
			});
	}

	@Test
	void anApplicationThatTakesTheBuildersItselfIsTold(CapturedOutput output) {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader(RestClientCustomizer.class, WebClientCustomizer.class))
			.withPropertyValues("client.mptcp.enabled=true", "spring.http.clients.imperative.factory=jdk")
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.contains("spring.http.clients.imperative.factory=reactor"));
	}

	@ParameterizedTest
	@CsvSource({
			"spring.http.clients.imperative.factory=jdk, JdkClientHttpRequestFactoryBuilder, spring.http.clients.imperative.factory=reactor",
			"spring.http.clients.imperative.factory=simple, SimpleClientHttpRequestFactoryBuilder, spring.http.clients.imperative.factory=reactor",
			"spring.http.clients.reactive.connector=jdk, JdkClientHttpConnectorBuilder, spring.http.clients.reactive.connector=reactor" })
	void clientThatWasChosenGivesOneWarning(String property, String builder, String choice, CapturedOutput output) {
		this.contextRunner.withPropertyValues("client.mptcp.enabled=true", property)
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.contains("MPTCP is not used", builder, "Choose Reactor Netty, which is on the class path: " + choice)
				.doesNotContain(DEPENDENCY));
	}

	@Test
	void clientsThatWereDetectedGiveOneWarning(CapturedOutput output) {
		this.contextRunner.withClassLoader(WITHOUT_REACTOR_NETTY)
			.withPropertyValues("client.mptcp.enabled=true")
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.contains("MPTCP is not used", "JdkClientHttpRequestFactoryBuilder, JdkClientHttpConnectorBuilder",
						DEPENDENCY, "spring.http.clients.imperative.factory=reactor and"
								+ " spring.http.clients.reactive.connector=reactor"));
	}

	@Test
	void fastOpenAloneGivesOneWarning(CapturedOutput output) {
		this.contextRunner.withClassLoader(WITHOUT_REACTOR_NETTY)
			.withPropertyValues("tfo.connect=true", "client.mptcp.on-unavailable=fail")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(warnings(output)).singleElement().asString().contains(DEPENDENCY);
			});
	}

	@Test
	void reactorNettyGivesNone(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("client.mptcp.enabled=true", "client.mptcp.on-unavailable=fail", "tfo.connect=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(warnings(output)).isEmpty();
			});
	}

	@Test
	void everySwitchOffGivesNone(CapturedOutput output) {
		this.contextRunner.withClassLoader(WITHOUT_REACTOR_NETTY)
			.withPropertyValues("server.mptcp.enabled=true", "client.mptcp.on-unavailable=fail")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(warnings(output)).isEmpty();
			});
	}

	@Test
	void failStopsTheApplication() {
		this.contextRunner.withClassLoader(WITHOUT_REACTOR_NETTY)
			.withPropertyValues("client.mptcp.enabled=true", "client.mptcp.on-unavailable=fail")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MptcpUnavailableException.class)
				.hasMessageContaining("JdkClientHttpRequestFactoryBuilder"));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("WARN")).toList();
	}

}
