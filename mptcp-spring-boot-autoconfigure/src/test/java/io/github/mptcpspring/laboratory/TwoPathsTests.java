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

import java.util.function.Supplier;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.boot.EachServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.network.Download;
import io.github.mptcpspring.testsupport.network.Download.Mark;
import io.github.mptcpspring.testsupport.network.Downloader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that two paths carry twice as much as one.
 */
@Tag("laboratory")
@ParameterizedClass
@EachServer
class TwoPathsTests extends LaboratoryTests {

	private static final int ATTEMPTS = 3;

	@Override
	Laboratory build(WebServerKind serverKind) {
		return Laboratory.withTwoPaths().limitRate(20).serve(serverKind);
	}

	@Test
	void carryTwiceAsMuchAsOneToWebClient() throws InterruptedException {
		assertCarryTwiceAsMuchTo(laboratory()::startWebClient);
	}

	@Test
	void carryTwiceAsMuchAsOneToCurl() throws InterruptedException {
		assertCarryTwiceAsMuchTo(laboratory()::startCurl);
	}

	private void assertCarryTwiceAsMuchTo(Supplier<Downloader> starter) throws InterruptedException {
		double ratio = ratio(starter);
		// A machine that is busy for a moment makes it less, nothing makes it more
		for (int attempt = 1; attempt < ATTEMPTS && ratio < 1.9; attempt++) {
			ratio = ratio(starter);
		}
		assertThat(ratio).isGreaterThanOrEqualTo(1.9);
	}

	private double ratio(Supplier<Downloader> starter) throws InterruptedException {
		double two = goodput(starter, 20);
		laboratory().path(2).cut();
		double one = goodput(starter, 6);
		laboratory().path(2).mend();
		return two / one;
	}

	/**
	 * Measure the middle of a response: it takes a while to fill two paths, and at the
	 * end one is empty first.
	 * @param starter starts a client: what one connection knows of a path must not tell
	 * on the other
	 * @param megabytes the size of the response
	 * @return the goodput in bits per second
	 * @throws InterruptedException when this thread is interrupted
	 */
	private double goodput(Supplier<Downloader> starter, int megabytes) throws InterruptedException {
		try (Downloader client = starter.get()) {
			Download download = client.download(laboratory().server(), megabytes * 1_000_000L);
			Mark start = download.awaitReceived(megabytes * 100_000L);
			Mark end = download.awaitReceived(megabytes * 850_000L);
			download.await();
			assertThat(download.atServer()).isEqualTo(KernelProtocol.MPTCP);
			return end.bitsPerSecondSince(start);
		}
	}

}
