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
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
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
 * Tests that count round trips on a long path. What takes one cannot have waited for the
 * handshake.
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
		assertSendsWithSyn(client, KernelProtocol.TCP, (roundTrips) -> assertThat(roundTrips).isOne());
	}

	final void assertTakesNoMoreThanTwoRoundTrips(Downloader client) {
		assertSendsWithSyn(client, KernelProtocol.MPTCP, (roundTrips) -> assertThat(roundTrips).isBetween(1, 2));
	}

	private void assertSendsWithSyn(Downloader client, KernelProtocol protocol, Consumer<Integer> fewestRoundTrips) {
		try (client) {
			// The cookie comes with the first
			get(client, protocol);
			Counters before = laboratory().clientCounters();
			fewestRoundTrips.accept(fewestRoundTrips(client, protocol));
			assertThat(laboratory().clientCounters().grown("TCPFastOpenActive", before)).isEqualTo(REQUESTS);
		}
	}

	// A server that takes longer than a round trip to answer has got more packets by then
	final int fewestRoundTrips(Downloader client, KernelProtocol protocol) {
		laboratory().roundTrips();
		for (int i = 0; i < REQUESTS; i++) {
			get(client, protocol);
		}
		List<Integer> roundTrips = laboratory().roundTrips();
		assertThat(roundTrips).hasSize(REQUESTS);
		return Collections.min(roundTrips);
	}

	final void get(Downloader client, KernelProtocol protocol) {
		Download download = client.download(laboratory().server(), LENGTH);
		download.await();
		assertThat(download.atServer()).isEqualTo(protocol);
	}

}
