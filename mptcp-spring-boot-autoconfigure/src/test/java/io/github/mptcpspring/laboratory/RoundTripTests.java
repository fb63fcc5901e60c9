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

package io.github.mptcpspring.laboratory;

import java.time.Duration;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Counters;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.network.Download;
import io.github.mptcpspring.testsupport.network.Downloader;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that count round trips on a long path. What takes less than two cannot have
 * waited for the handshake.
 */
@Tag("laboratory")
abstract class RoundTripTests extends LaboratoryTests {

	static final Duration ROUND_TRIP = Duration.ofMillis(200);

	static final int REQUESTS = 5;

	static final long LENGTH = 1000;

	final Laboratory layLongPath(WebServerKind serverKind, String... properties) {
		Laboratory laboratory = Laboratory.withLongPath(ROUND_TRIP.dividedBy(2));
		laboratory.setSysctl("net.ipv4.tcp_fastopen", "3");
		// Each request has a connection of its own
		Stream<String> all = Stream.concat(Stream.of("tfo.queue-length=256", "server.tomcat.max-keep-alive-requests=1",
				"server.netty.max-keep-alive-requests=1"), Stream.of(properties));
		return laboratory.serve(serverKind, all.toArray(String[]::new));
	}

	final void assertTakesOneRoundTrip(Downloader client) {
		try (client) {
			// The cookie comes with the first
			get(client, KernelProtocol.TCP);
			Counters before = laboratory().clientCounters();
			assertThat(fastest(client, KernelProtocol.TCP)).isBetween(ROUND_TRIP, ROUND_TRIP.multipliedBy(2));
			assertThat(laboratory().clientCounters().grown("TCPFastOpenActive", before)).isEqualTo(REQUESTS);
		}
	}

	final Duration fastest(Downloader client, KernelProtocol protocol) {
		return Stream.generate(() -> get(client, protocol)).limit(REQUESTS).min(Duration::compareTo).orElseThrow();
	}

	final Duration get(Downloader client, KernelProtocol protocol) {
		Download download = client.download(laboratory().server(), LENGTH);
		Duration duration = download.await();
		assertThat(download.atServer()).isEqualTo(protocol);
		return duration;
	}

	final void assertTakesNoMoreThanTwoRoundTrips(Downloader client) {
		try (client) {
			get(client, KernelProtocol.MPTCP);
			Counters before = laboratory().clientCounters();
			assertThat(fastest(client, KernelProtocol.MPTCP)).isLessThan(ROUND_TRIP.multipliedBy(3));
			assertThat(laboratory().clientCounters().grown("TCPFastOpenActive", before)).isEqualTo(REQUESTS);
		}
	}

}
