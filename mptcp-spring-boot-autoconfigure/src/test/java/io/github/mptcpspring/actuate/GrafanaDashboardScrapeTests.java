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

package io.github.mptcpspring.actuate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the dashboard asks for what Prometheus scrapes from an application, which
 * has the switch on, the endpoint exposed, and everything else at its default.
 */
@Tag("server")
@MptcpRequired
class GrafanaDashboardScrapeTests {

	private static ConfigurableApplicationContext context;

	private static Map<String, Map<String, Set<String>>> scraped;

	@BeforeAll
	static void scrape() throws IOException {
		context = TestApplication.run(new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET),
				"server.port=0", "server.mptcp.enabled=true", "management.endpoints.web.exposure.include=prometheus");
		try (HttpConnection client = HttpConnection.mptcp(address())) {
			String answer = client.getLast("/actuator/prometheus").text();
			assertThat(answer).startsWith("HTTP/1.1 200");
			scraped = PrometheusMeters.labels(answer);
		}
	}

	private static InetSocketAddress address() {
		return new InetSocketAddress("127.0.0.1", ((WebServerApplicationContext) context).getWebServer().getPort());
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@MethodSource("queries")
	void eachQueryFindsItsMetricsAndLabels(GrafanaQuery query) {
		assertThat(query.missingFrom(scraped)).isEmpty();
	}

	@Test
	void everyMeterOfOursIsAskedFor() throws IOException {
		Set<String> ours = new TreeSet<>(scraped.keySet());
		ours.removeIf((name) -> !name.startsWith("mptcp_"));
		Set<String> asked = new TreeSet<>();
		queries().forEach((query) -> asked.addAll(query.metrics()));
		assertThat(asked).isEqualTo(ours);
	}

	// That a mistake in the dashboard is found
	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`',
			textBlock = """
					sum(mptcp_connection);                                          ; mptcp_connection
					sum(tomcat_threads{job=~"$job"});                               ; tomcat_threads
					sum(1);                                                         ; any metric
					sum by (application) (mptcp_connections);                       ; mptcp_connections{application}
					mptcp_subflows / on (protocol) mptcp_connections;               ; mptcp_subflows{protocol}
					sum(mptcp_connections{protocol="quic"});                        ; mptcp_connections{protocol="quic"}
					sum(mptcp_connections{protocol=~"mptcp|quic"});                 ; mptcp_connections{protocol=~"mptcp|quic"}
					sum(mptcp_connections{application="$application"});             ; mptcp_connections{application="$application"}
					sum(mptcp_connections{job=~"other"});                           ; mptcp_connections{job=~"other"}
					sum(mptcp_connections);                        {{role}} {{path}}; mptcp_connections{path}
					label_values(mptcp_listeners, application);                     ; mptcp_listeners{application}
					max by (host) (label_replace(mptcp_subflows, "host", "$1", "node", "(.*)")); ; mptcp_subflows{node}
					""")
	void aQueryForWhatIsNotThereIsFound(String expression, String legend, String missing) {
		assertThat(new GrafanaQuery(expression, (legend != null) ? legend : "").missingFrom(scraped))
			.containsExactly(missing);
	}

	static Stream<GrafanaQuery> queries() throws IOException {
		JsonNode dashboard = JsonMapper.shared()
			.readTree(Files.readString(Path.of("..", "docs", "grafana-dashboard.json")));
		return Stream.concat(
				dashboard.path("panels")
					.valueStream()
					.flatMap((panel) -> panel.path("targets").valueStream())
					.map((target) -> new GrafanaQuery(target.path("expr").asString(),
							target.path("legendFormat").asString())),
				dashboard.path("templating")
					.path("list")
					.valueStream()
					.map((variable) -> new GrafanaQuery(variable.path("definition").asString(), "")));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
