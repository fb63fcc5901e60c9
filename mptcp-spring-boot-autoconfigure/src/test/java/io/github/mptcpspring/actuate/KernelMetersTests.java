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

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.mptcpspring.internal.connection.SharedReading;
import io.github.mptcpspring.internal.diagnosis.MibCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KernelMeters}.
 */
class KernelMetersTests {

	private static final List<String> LINUX_6_1 = List.of("MPCapableACKRX", "MPCapableFallbackACK", "MPCapableSYNACKRX",
			"MPCapableFallbackSYNACK", "MPTCPRetrans", "MPJoinNoTokenFound", "MPJoinSynAckRx",
			"MPJoinSynAckHMacFailure", "MPJoinAckRx", "MPJoinAckHMacFailure", "TCPFastOpenActive",
			"TCPFastOpenActiveFail", "TCPFastOpenPassive", "TCPFastOpenPassiveFail", "TCPFastOpenListenOverflow");

	private final Map<String, Long> counters = new TreeMap<>();

	private final AtomicInteger reads = new AtomicInteger();

	private final Supplier<MibCounters> reader = () -> {
		this.reads.incrementAndGet();
		return new MibCounters(this.counters);
	};

	// A meter of this kind does not hold the object that it asks
	private final KernelMeters meters = new KernelMeters(this.reader);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@ParameterizedTest
	@CsvSource({ "mptcp.host.handshakes, server, success, MPCapableACKRX",
			"mptcp.host.handshakes, server, fallback, MPCapableFallbackACK",
			"mptcp.host.handshakes, client, success, MPCapableSYNACKRX",
			"mptcp.host.handshakes, client, fallback, MPCapableFallbackSYNACK",
			"mptcp.host.joins, server, success, MPJoinAckRx",
			"mptcp.host.joins, server, failure, MPJoinNoTokenFound MPJoinAckHMacFailure MPJoinRejected",
			"mptcp.host.joins, client, success, MPJoinSynAckRx",
			"mptcp.host.joins, client, failure, MPJoinSynAckHMacFailure MPJoinSynTxCreatSkErr MPJoinSynTxBindErr MPJoinSynTxConnectErr",
			"mptcp.host.retransmits, , , MPTCPRetrans", "mptcp.host.fastopen, server, success, TCPFastOpenPassive",
			"mptcp.host.fastopen, server, failure, TCPFastOpenPassiveFail TCPFastOpenListenOverflow",
			"mptcp.host.fastopen, client, success, TCPFastOpenActive",
			"mptcp.host.fastopen, client, failure, TCPFastOpenActiveFail" })
	void aMeterIsTheSumOfItsCounters(String name, String role, String outcome, String names) {
		String[] counted = names.split(" ");
		this.counters.put("MPSomethingElse", 1000L);
		for (int i = 0; i < counted.length; i++) {
			this.counters.put(counted[i], 1L << i);
		}
		this.meters.bindTo(this.registry);
		FunctionCounter meter = find(name, role, outcome);
		assertThat(this.registry.getMeters()).hasSize(1);
		assertThat(meter.count()).isEqualTo((1 << counted.length) - 1);
		Arrays.stream(counted).forEach((counter) -> this.counters.merge(counter, 10L, Long::sum));
		assertThat(meter.count()).isEqualTo((1 << counted.length) - 1 + 10 * counted.length);
	}

	@Test
	void whatAKernelDoesNotCountHasNoMeter() {
		this.meters.bindTo(this.registry);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void linux61HasAllMetersAndSumsOfWhatItCounts() {
		LINUX_6_1.forEach((name) -> this.counters.put(name, 2L));
		this.meters.bindTo(this.registry);
		assertThat(this.registry.getMeters()).hasSize(13);
		assertThat(find("mptcp.host.joins", "server", "failure").count()).isEqualTo(4);
		assertThat(find("mptcp.host.joins", "client", "failure").count()).isEqualTo(2);
	}

	@Test
	void kernelWithoutMptcpHasTheMetersOfFastOpen() {
		this.counters.put("TCPFastOpenActive", 1L);
		this.counters.put("TCPFastOpenPassive", 1L);
		this.meters.bindTo(this.registry);
		assertThat(this.registry.getMeters()).hasSize(2)
			.extracting(Meter::getId)
			.allMatch((id) -> id.getName().equals("mptcp.host.fastopen") && "success".equals(id.getTag("outcome")));
	}

	@Test
	void allMetersOfANameHaveOneDescription() {
		LINUX_6_1.forEach((name) -> this.counters.put(name, 2L));
		this.meters.bindTo(this.registry);
		Map<String, Set<String>> descriptions = this.registry.getMeters()
			.stream()
			.map(Meter::getId)
			.collect(Collectors.groupingBy(Meter.Id::getName,
					Collectors.mapping(Meter.Id::getDescription, Collectors.toSet())));
		assertThat(descriptions.values()).hasSize(4)
			.allSatisfy((description) -> assertThat(description).singleElement().asString().contains("all processes"));
	}

	@Test
	void oneReadServesAScrape() {
		LINUX_6_1.forEach((name) -> this.counters.put(name, 1L));
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		KernelMeters shared = new KernelMeters(new SharedReading<>(this.reader)::get);
		shared.bindTo(prometheus);
		assertThat(prometheus.scrape()).contains("mptcp_host_joins_total{outcome=\"failure\",role=\"server\"} 2.0");
		// 13 meters, and one read to begin with; another when they take longer than a
		// second
		assertThat(this.reads).hasValueLessThan(5);
		Reference.reachabilityFence(shared);
	}

	private FunctionCounter find(String name, String role, String outcome) {
		MeterRegistry meters = this.registry;
		return (role != null) ? meters.get(name).tags("role", role, "outcome", outcome).functionCounter()
				: meters.get(name).functionCounter();
	}

}
