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

import java.util.concurrent.ExecutionException;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.network.Download;
import io.github.mptcpspring.testsupport.network.Downloader;
import io.github.mptcpspring.testsupport.network.NetworkPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a client moves from one path to another and back while its requests run back
 * to back, and none of them fails.
 */
@Tag("laboratory")
@ParameterizedClass
@TomcatAndNetty
class HandoverTests extends LaboratoryTests {

	private static final int CONNECTIONS = 4;

	private static final int REQUESTS_BETWEEN = 100;

	@Override
	Laboratory build(WebServerKind serverKind) {
		return Laboratory.withMovingClient().limitRate(20).serve(serverKind);
	}

	@Test
	void failsNoRequestOfWebClient() throws Exception {
		try (Downloader client = laboratory().startWebClient("spring.http.clients.read-timeout=5s");
				Load load = new Load(client, laboratory().service(), CONNECTIONS, Load.BYTES)) {
			for (int i = 0; i < 2; i++) {
				moveUnder(load, laboratory().path(1), laboratory().path(2));
				moveUnder(load, laboratory().path(2), laboratory().path(1));
			}
			load.awaitAnswers(REQUESTS_BETWEEN);
			load.end();
		}
	}

	@Test
	void failsRequestsOverTcp() throws Exception {
		try (Downloader client = laboratory().startWebClient("client.mptcp.enabled=false",
				"spring.http.clients.read-timeout=1s");
				Load load = new Load(client, laboratory().service(), CONNECTIONS, Load.BYTES)) {
			load.awaitAnswers(REQUESTS_BETWEEN);
			laboratory().handOver(laboratory().path(1), laboratory().path(2));
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> load.awaitAnswers(REQUESTS_BETWEEN))
				.withMessageContaining("ReadTimeoutException");
		}
		finally {
			laboratory().path(1).mend();
			laboratory().handOver(laboratory().path(2), laboratory().path(1));
		}
	}

	@Test
	void failsNoRequestOfCurl() throws Exception {
		try (Downloader client = laboratory().startCurl()) {
			Download download = client.download(laboratory().service(), 8_000_000);
			download.awaitReceived(1_000_000);
			laboratory().handOver(laboratory().path(1), laboratory().path(2));
			download.awaitReceived(4_000_000);
			laboratory().path(1).mend();
			laboratory().handOver(laboratory().path(2), laboratory().path(1));
			download.await();
			assertThat(download.atServer()).isEqualTo(KernelProtocol.MPTCP);
		}
	}

	private void moveUnder(Load load, NetworkPath from, NetworkPath to) throws Exception {
		load.awaitAnswers(REQUESTS_BETWEEN);
		laboratory().handOver(from, to);
		long before = to.bytesToClient();
		// As many may have been under way, in part
		load.awaitAnswers(REQUESTS_BETWEEN + CONNECTIONS);
		assertThat(to.bytesToClient() - before).isGreaterThan((long) REQUESTS_BETWEEN * Load.BYTES);
		from.mend();
	}

}
