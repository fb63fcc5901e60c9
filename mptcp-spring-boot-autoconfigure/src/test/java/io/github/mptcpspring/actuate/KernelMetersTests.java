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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.mptcpspring.diagnosis.MibCounters;
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
	@CsvSource({ "mptcp.handshakes, server, success, MPCapableACKRX",
			"mptcp.handshakes, server, fallback, MPCapableFallbackACK",
			"mptcp.handshakes, client, success, MPCapableSYNACKRX",
			"mptcp.handshakes, client, fallback, MPCapableFallbackSYNACK", "mptcp.joins, server, success, MPJoinAckRx",
			"mptcp.joins, server, failure, MPJoinNoTokenFound MPJoinAckHMacFailure MPJoinRejected",
			"mptcp.joins, client, success, MPJoinSynAckRx",
			"mptcp.joins, client, failure, MPJoinSynAckHMacFailure MPJoinSynTxCreatSkErr MPJoinSynTxBindErr MPJoinSynTxConnectErr",
			"mptcp.retransmits, , , MPTCPRetrans", "tcp.fastopen, server, success, TCPFastOpenPassive",
			"tcp.fastopen, server, failure, TCPFastOpenPassiveFail TCPFastOpenListenOverflow",
			"tcp.fastopen, client, success, TCPFastOpenActive",
			"tcp.fastopen, client, failure, TCPFastOpenActiveFail" })
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
		assertThat(meter.getId().getDescription()).endsWith(": " + String.join(", ", counted));
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
		assertThat(find("mptcp.joins", "server", "failure").count()).isEqualTo(4);
		assertThat(find("mptcp.joins", "client", "failure").count()).isEqualTo(2);
	}

	@Test
	void kernelWithoutMptcpHasTheMetersOfFastOpen() {
		this.counters.put("TCPFastOpenActive", 1L);
		this.counters.put("TCPFastOpenPassive", 1L);
		this.meters.bindTo(this.registry);
		assertThat(this.registry.getMeters()).hasSize(2)
			.extracting(Meter::getId)
			.allMatch((id) -> id.getName().equals("tcp.fastopen") && "success".equals(id.getTag("outcome")));
	}

	@Test
	void theCountersAreReadOnceForOneScrape() {
		LINUX_6_1.forEach((name) -> this.counters.put(name, 1L));
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		this.meters.bindTo(prometheus);
		int before = this.reads.get();
		for (int scrape = 1; scrape <= 3; scrape++) {
			assertThat(prometheus.scrape()).contains("mptcp_joins_total{outcome=\"failure\",role=\"server\"} 2.0");
			assertThat(this.reads).hasValue(before + scrape);
		}
	}

	private FunctionCounter find(String name, String role, String outcome) {
		MeterRegistry meters = this.registry;
		return (role != null) ? meters.get(name).tags("role", role, "outcome", outcome).functionCounter()
				: meters.get(name).functionCounter();
	}

}
