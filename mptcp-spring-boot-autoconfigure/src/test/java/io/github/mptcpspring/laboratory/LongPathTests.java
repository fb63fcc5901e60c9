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

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Counters;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.laboratory.Middlebox;
import io.github.mptcpspring.testsupport.network.Downloader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with Fast Open on a long path to a server that listens with MPTCP.
 */
@Tag("laboratory")
@ParameterizedClass
@TomcatAndNetty
class LongPathTests extends RoundTripTests {

	@Override
	Laboratory build(WebServerKind serverKind) {
		return layLongPath(serverKind);
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
		try (Downloader client = laboratory().startWebClient("client.mptcp.enabled=" + mptcp)) {
			assertThat(fewestRoundTrips(client, mptcp ? KernelProtocol.MPTCP : KernelProtocol.TCP)).isEqualTo(2);
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

	private void assertIsAnsweredWhenSynWithDataIsDropped(Downloader client) {
		laboratory().put(Middlebox.DROPS_SYN_WITH_DATA);
		try (client) {
			client.download(laboratory().server(), LENGTH).await();
			Counters before = laboratory().clientCounters();
			client.download(laboratory().server(), LENGTH).await();
			assertThat(laboratory().clientCounters().grown("TCPFastOpenActiveFail", before)).isOne();
		}
	}

}
