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
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.network.Downloader;
import io.github.mptcpspring.testsupport.network.NetworkPath;
import io.github.mptcpspring.testsupport.network.Resources;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests, handovers and scrapes of the actuator together, for a while. Its name keeps
 * it out of the suite: it runs when it is asked for, for {@code soak.seconds}.
 */
@Tag("laboratory")
@MptcpRequired
class LaboratorySoak {

	private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("soak.seconds", 60));

	private static final String[] SCRAPED = System
		.getProperty("soak.scrape", "/actuator/mptcp,/actuator/mptcp/connections")
		.split(",");

	private static final long MEGABYTE = 1 << 20;

	@ParameterizedTest
	@TomcatAndNetty
	@Timeout(value = 1, unit = TimeUnit.DAYS)
	void losesAndLeavesNothing(WebServerKind kind) throws Exception {
		try (Laboratory laboratory = Laboratory.withMovingClient()
			.limitRate(50)
			.serve(kind, "management.endpoints.web.exposure.include=*")) {
			// What is made once is there before
			run(laboratory, Duration.ofSeconds(10));
			Resources serverBefore = laboratory.measureServer();
			Resources clientBefore = laboratory.measureClient();
			Report report = run(laboratory, LENGTH);
			Resources serverAfter = laboratory.measureServer();
			Resources clientAfter = laboratory.measureClient();
			System.out.printf(
					"%s: %s, 0 failures%n  server before: %s%n  server after:  %s%n"
							+ "  client before: %s%n  client after:  %s%n",
					kind, report, serverBefore, serverAfter, clientBefore, clientAfter);
			assertSameUse(serverBefore, serverAfter);
			assertSameUse(clientBefore, clientAfter);
		}
	}

	// A failure is an exception here
	private Report run(Laboratory laboratory, Duration length) throws ExecutionException, InterruptedException {
		Instant end = Instant.now().plus(length);
		int handovers = 0;
		int scrapes = 0;
		try (Downloader client = laboratory.startWebClient("spring.http.clients.read-timeout=10s");
				Load small = new Load(client, laboratory.service(), 4, Load.BYTES);
				Load large = new Load(client, laboratory.service(), 2, 100 * Load.BYTES)) {
			// An even number of times: the client ends where it began
			while (Instant.now().isBefore(end) || handovers % 2 == 1) {
				NetworkPath from = laboratory.path(1 + handovers % 2);
				laboratory.handOver(from, laboratory.path(2 - handovers % 2));
				handovers++;
				small.awaitAnswers(20);
				large.awaitAnswers(2);
				for (String path : SCRAPED) {
					assertThat(laboratory.scrape(path)).isNotEmpty();
					scrapes++;
				}
				from.mend();
			}
			small.end();
			large.end();
			return new Report(small.answers() + large.answers(), handovers, scrapes);
		}
	}

	private void assertSameUse(Resources before, Resources after) {
		// Connections that are about to be closed may still be there
		assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 10);
		assertThat(after.heap()).isLessThan(before.heap() + 10 * MEGABYTE);
	}

	/**
	 * What went on.
	 *
	 * @param requests how many requests were answered
	 * @param handovers how many times the client changed its path
	 * @param scrapes how many times the actuator was asked
	 */
	private record Report(int requests, int handovers, int scrapes) {

	}

}
