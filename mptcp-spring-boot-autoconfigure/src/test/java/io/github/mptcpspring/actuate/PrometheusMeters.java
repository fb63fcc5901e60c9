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

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshots;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.diagnosis.MibCounters;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * All the meters as Prometheus gets to see them, on a kernel that counts everything.
 */
final class PrometheusMeters {

	private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(\\{.*}|) \\S+$", Pattern.MULTILINE);

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

	private static final List<String> COUNTERS = List.of("MPCapableACKRX", "MPCapableFallbackACK", "MPCapableSYNACKRX",
			"MPCapableFallbackSYNACK", "MPTCPRetrans", "MPJoinNoTokenFound", "MPJoinSynAckRx",
			"MPJoinSynAckHMacFailure", "MPJoinAckRx", "TCPFastOpenActive", "TCPFastOpenActiveFail",
			"TCPFastOpenPassive", "TCPFastOpenPassiveFail");

	private PrometheusMeters() {
	}

	/**
	 * Scrape them.
	 * @return the answer to Prometheus
	 */
	static String scrape() {
		ListenerRegistry listeners = new ListenerRegistry();
		listeners.opened(
				new Listener("Tomcat", new InetSocketAddress(8080), new ListenerState(Protocol.MPTCP, 0, List.of())));
		KernelMeters kernel = new KernelMeters(
				() -> new MibCounters(COUNTERS.stream().collect(Collectors.toMap(Function.identity(), (name) -> 1L))));
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		new ConnectionMeters(() -> Optional.of(ConnectionSnapshots.none().mptcp(Role.CLIENT, 2).snapshot()))
			.bindTo(registry);
		new ListenerMeters(listeners).bindTo(registry);
		kernel.bindTo(registry);
		return registry.scrape();
	}

	/**
	 * Return the values that the labels of each metric have.
	 * @return values by label by metric
	 */
	static Map<String, Map<String, Set<String>>> labels() {
		return labels(scrape());
	}

	/**
	 * Return the values that the labels of each metric have.
	 * @param scrape what an application answers to Prometheus
	 * @return values by label by metric
	 */
	static Map<String, Map<String, Set<String>>> labels(String scrape) {
		Map<String, Map<String, Set<String>>> metrics = new TreeMap<>();
		for (MatchResult sample : SAMPLE.matcher(scrape).results().toList()) {
			Map<String, Set<String>> labels = metrics.computeIfAbsent(sample.group(1), (name) -> new TreeMap<>());
			LABEL.matcher(sample.group(2))
				.results()
				.forEach((label) -> labels.computeIfAbsent(label.group(1), (name) -> new TreeSet<>())
					.add(label.group(2)));
		}
		return metrics;
	}

}
