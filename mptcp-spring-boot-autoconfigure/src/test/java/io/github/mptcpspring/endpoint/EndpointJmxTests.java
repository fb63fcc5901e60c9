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

package io.github.mptcpspring.endpoint;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.SharedReadings;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the endpoint's MBean.
 */
@Tag("endpoint")
@MptcpRequired
class EndpointJmxTests {

	private static final String[] EXPOSED = { "spring.jmx.enabled=true",
			"management.endpoints.jmx.exposure.include=mptcp", "management.endpoints.web.exposure.include=health" };

	private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

	private EndpointServer server;

	@Test
	void hasAnOperationForEachQuestion() throws JMException {
		try (EndpointServer server = start()) {
			ObjectName name = bean();
			assertThat(this.beans.getMBeanInfo(name).getOperations()).extracting(MBeanFeatureInfo::getName)
				.containsExactlyInAnyOrder("mptcp", "connections", "connection");
			assertThat(this.beans.getMBeanInfo(name).getOperations()).allSatisfy((operation) -> {
				assertThat(operation.getDescription()).contains(" ").doesNotStartWith("Invoke ");
				assertThat(operation.getSignature()).allSatisfy((parameter) -> {
					assertThat(parameter.getName()).isIn("limit", "id");
					assertThat(parameter.getDescription()).contains(" ");
				});
			});
			assertThat(server.endpoint().get(EndpointClient.MPTCP).status()).isEqualTo(404);
		}
	}

	@Test
	void answersWhatTheWebIsAnswered() throws Exception {
		try (EndpointServer server = start(); HttpConnection connection = HttpConnection.mptcp(server.ipv4())) {
			connection.get("/");
			assertThat(invoke("mptcp")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("available", true)
				.containsEntry("unavailableReason", null)
				.containsEntry("listeners",
						List.of(Map.of("server", "tomcat", "port", server.port(), "protocol", "mptcp",
								"fastOpenQueueLength", 0)))
				.containsOnlyKeys("available", "unavailableReason", "listeners", "connections", "subflows", "host",
						"counters", "advice");
			Map<?, ?> row = rows(100).stream()
				.filter((candidate) -> connection(candidate, connection))
				.findFirst()
				.orElseThrow();
			assertThat(row.get("role")).isEqualTo("client");
			Map<?, ?> details = (Map<?, ?>) invoke("connection", row.get("id"));
			assertThat(details.get("id")).isEqualTo(row.get("id"));
			assertThat(details.get("paths")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
			assertThat(invoke("connection", "00000000")).isNull();
		}
	}

	@Test
	void listIsLimited() throws Exception {
		try (EndpointServer server = start();
				HttpConnection one = HttpConnection.tcp(server.ipv4());
				HttpConnection other = HttpConnection.tcp(server.ipv4())) {
			one.get("/");
			other.get("/");
			assertThat(rows(null)).hasSizeGreaterThanOrEqualTo(4);
			assertThat(rows(1)).hasSize(1);
			assertThat(rows(0)).isEmpty();
			assertThatExceptionOfType(JMException.class).isThrownBy(() -> rows(-1))
				.withMessageContaining("between 0 and 500, and is -1");
		}
	}

	@Test
	void addressesAreShownUnlessNobodyMaySeeThem() throws Exception {
		for (String show : List.of("when-authorized", "always", "never")) {
			try (EndpointServer server = start("management.endpoint.mptcp.show-addresses=" + show);
					HttpConnection connection = HttpConnection.tcp(server.ipv4())) {
				connection.get("/");
				boolean hidden = show.equals("never");
				assertThat(rows(100).stream().anyMatch((row) -> connection(row, connection))).isEqualTo(!hidden);
				assertThat(rows(100).stream().allMatch((row) -> row.get("local").equals("******"))).isEqualTo(hidden);
				Object id = rows(100).getFirst().get("id");
				assertThat(invoke("connection", id).toString().contains("******")).isEqualTo(hidden);
			}
		}
	}

	private static boolean connection(Map<?, ?> row, HttpConnection connection) {
		try {
			return row.get("local").equals(connection.local()) && row.get("remote").equals(connection.remote());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private EndpointServer start(String... properties) {
		this.server = EndpointServer.startWithExposureOfBoot(WebServerKind.TOMCAT,
				Stream.concat(Stream.of(EXPOSED), Stream.of(properties)).toArray(String[]::new));
		return this.server;
	}

	@SuppressWarnings("unchecked")
	private List<Map<?, ?>> rows(Integer limit) throws JMException {
		return (List<Map<?, ?>>) ((Map<?, ?>) invoke("connections", limit)).get("connections");
	}

	private Object invoke(String operation, Object... arguments) throws JMException {
		SharedReadings.expire(this.server.context());
		String[] types = Stream.of(arguments)
			.map((argument) -> ((argument instanceof String) ? String.class : Integer.class).getName())
			.toArray(String[]::new);
		return this.beans.invoke(bean(), operation, arguments, types);
	}

	private ObjectName bean() throws JMException {
		return this.beans.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Mptcp,*"), null)
			.stream()
			.findFirst()
			.orElseThrow();
	}

}
