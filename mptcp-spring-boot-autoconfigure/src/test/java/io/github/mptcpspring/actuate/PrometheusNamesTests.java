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

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the names under which Prometheus gets to see the meters.
 */
class PrometheusNamesTests {

	private static final Set<String> ROLES = Set.of("client", "server");

	@Test
	void namesLabelsAndValues() {
		Set<String> roles = ROLES;
		assertThat(PrometheusMeters.labels()).isEqualTo(Map.of("mptcp_connections",
				Map.of("protocol", Set.of("mptcp", "fallback", "tcp"), "role", roles), "mptcp_subflows",
				Map.of("role", roles), "mptcp_listeners",
				Map.of("server", Set.of("tomcat"), "protocol", Set.of("mptcp")), "mptcp_host_handshakes_total",
				Map.of("role", roles, "outcome", Set.of("success", "fallback")), "mptcp_host_joins_total",
				Map.of("role", roles, "outcome", Set.of("success", "failure")), "mptcp_host_retransmits_total",
				Map.of(), "mptcp_host_fastopen_total", Map.of("role", roles, "outcome", Set.of("success", "failure"))));
	}

	@Test
	void gaugesAndCountersAreToldApartAndExplained() {
		Map<String, String> types = PrometheusMeters.scrape()
			.lines()
			.filter((line) -> line.startsWith("# TYPE "))
			.map((line) -> line.split(" "))
			.collect(Collectors.toMap((words) -> words[2], (words) -> words[3]));
		assertThat(types).containsOnly(Map.entry("mptcp_connections", "gauge"), Map.entry("mptcp_subflows", "gauge"),
				Map.entry("mptcp_listeners", "gauge"), Map.entry("mptcp_host_handshakes_total", "counter"),
				Map.entry("mptcp_host_joins_total", "counter"), Map.entry("mptcp_host_retransmits_total", "counter"),
				Map.entry("mptcp_host_fastopen_total", "counter"));
		assertThat(PrometheusMeters.scrape().lines().filter((line) -> line.startsWith("# HELP "))).hasSize(types.size())
			.allMatch((line) -> line.split(" ").length > 5);
	}

}
