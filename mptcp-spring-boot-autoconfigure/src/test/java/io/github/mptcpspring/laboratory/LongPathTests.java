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
import io.github.mptcpspring.testsupport.laboratory.Client;
import io.github.mptcpspring.testsupport.laboratory.Counters;
import io.github.mptcpspring.testsupport.laboratory.Download;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.laboratory.Middlebox;
import io.github.mptcpspring.testsupport.laboratory.WebServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that Fast Open saves a round trip on a long path. What takes less than two cannot
 * have waited for the handshake.
 */
abstract class LongPathTests extends LaboratoryTests {

	private static final Duration ROUND_TRIP = Duration.ofMillis(200);

	private static final int REQUESTS = 5;

	private static final long LENGTH = 1000;

	LongPathTests(WebServerKind serverKind) {
		super(serverKind);
	}

	@Override
	Laboratory build(WebServerKind serverKind) {
		Laboratory laboratory = Laboratory.withLongPath(ROUND_TRIP.dividedBy(2));
		laboratory.setSysctl("net.ipv4.tcp_fastopen", "3");
		// Each request has a connection of its own
		return laboratory.serve(serverKind, "tfo.queue-length=256", "server.tomcat.max-keep-alive-requests=1",
				"server.netty.max-keep-alive-requests=1");
	}

	@Test
	void answerToRepeatConnectionTakesOneRoundTrip() {
		assertTakesOneRoundTrip(laboratory().startWebClient("tfo.connect=true", "client.mptcp.enabled=false"));
	}

	@Test
	void answerToRepeatConnectionOfCurlTakesOneRoundTrip() {
		assertTakesOneRoundTrip(laboratory().startTcpCurl("--tcp-fastopen"));
	}

	@Test
	void answerToRepeatConnectionOverMptcpTakesNoMoreThanTwo() {
		assertTakesNoMoreThanTwoRoundTrips(laboratory().startWebClient("tfo.connect=true"));
	}

	@Test
	void answerToRepeatConnectionOfCurlOverMptcpTakesNoMoreThanTwo() {
		assertTakesNoMoreThanTwoRoundTrips(laboratory().startCurl("--tcp-fastopen"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void answerWithoutFastOpenTakesTwoRoundTrips(boolean mptcp) {
		try (Client client = laboratory().startWebClient("client.mptcp.enabled=" + mptcp)) {
			assertThat(fastest(client, mptcp ? KernelProtocol.MPTCP : KernelProtocol.TCP))
				.isBetween(ROUND_TRIP.multipliedBy(2), ROUND_TRIP.multipliedBy(3));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void requestIsAnsweredWhenSynWithDataIsDropped(boolean mptcp) {
		assertIsAnsweredWhenSynWithDataIsDropped(
				laboratory().startWebClient("tfo.connect=true", "client.mptcp.enabled=" + mptcp));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void requestOfCurlIsAnsweredWhenSynWithDataIsDropped(boolean mptcp) {
		assertIsAnsweredWhenSynWithDataIsDropped(
				mptcp ? laboratory().startCurl("--tcp-fastopen") : laboratory().startTcpCurl("--tcp-fastopen"));
	}

	private void assertTakesOneRoundTrip(Client client) {
		try (client) {
			// The cookie comes with the first
			get(client, KernelProtocol.TCP);
			Counters before = laboratory().clientCounters();
			assertThat(fastest(client, KernelProtocol.TCP)).isBetween(ROUND_TRIP, ROUND_TRIP.multipliedBy(2));
			assertThat(laboratory().clientCounters().grown("TCPFastOpenActive", before)).isEqualTo(REQUESTS);
		}
	}

	private void assertTakesNoMoreThanTwoRoundTrips(Client client) {
		try (client) {
			get(client, KernelProtocol.MPTCP);
			Counters before = laboratory().clientCounters();
			assertThat(fastest(client, KernelProtocol.MPTCP)).isLessThan(ROUND_TRIP.multipliedBy(3));
			assertThat(laboratory().clientCounters().grown("TCPFastOpenActive", before)).isEqualTo(REQUESTS);
		}
	}

	private void assertIsAnsweredWhenSynWithDataIsDropped(Client client) {
		laboratory().put(Middlebox.DROPS_SYN_WITH_DATA);
		try (client) {
			client.download(laboratory().server(), LENGTH).await();
			Counters before = laboratory().clientCounters();
			client.download(laboratory().server(), LENGTH).await();
			assertThat(laboratory().clientCounters().grown("TCPFastOpenActiveFail", before)).isOne();
		}
	}

	private Duration fastest(Client client, KernelProtocol protocol) {
		return Stream.generate(() -> get(client, protocol)).limit(REQUESTS).min(Duration::compareTo).orElseThrow();
	}

	private Duration get(Client client, KernelProtocol protocol) {
		Download download = client.download(laboratory().server(), LENGTH);
		Duration duration = download.await();
		assertThat(download.atServer()).isEqualTo(protocol);
		return duration;
	}

}
