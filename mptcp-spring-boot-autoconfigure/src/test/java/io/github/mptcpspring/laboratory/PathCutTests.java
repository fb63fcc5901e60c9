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

import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.network.Download;
import io.github.mptcpspring.testsupport.network.Downloader;
import io.github.mptcpspring.testsupport.network.NetworkPath;
import io.github.mptcpspring.testsupport.network.PathCutCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a response which is on its way outlives the path that it comes over. Every
 * byte of it is compared.
 */
@Tag("laboratory")
@ParameterizedClass
@TomcatAndNetty
class PathCutTests extends LaboratoryTests {

	private static final int MEGABYTE = 1_000_000;

	private static final int LENGTH = 6 * MEGABYTE;

	/** The same for TCP, which does not meet it, and for MPTCP. */
	private static final String READ_TIMEOUT = "spring.http.clients.read-timeout=5s";

	@Override
	Laboratory build(WebServerKind serverKind) {
		return Laboratory.withTwoPaths().limitRate(20).serve(serverKind);
	}

	@ParameterizedTest
	@EnumSource
	void responseToWebClientIsComplete(Cut cut) throws InterruptedException {
		assertOutlives(laboratory().startWebClient(READ_TIMEOUT), cut);
	}

	@ParameterizedTest
	@EnumSource
	void responseToCurlIsComplete(Cut cut) throws InterruptedException {
		assertOutlives(laboratory().startCurl(), cut);
	}

	@ParameterizedTest
	@EnumSource
	void responseOverTcpIsLost(Cut cut) throws InterruptedException {
		try (Downloader client = laboratory().startWebClient(READ_TIMEOUT, "client.mptcp.enabled=false")) {
			Download download = client.download(laboratory().server(), LENGTH);
			download.awaitReceived(MEGABYTE);
			cut.accept(laboratory().path(1));
			assertThatExceptionOfType(CompletionException.class).isThrownBy(download::await)
				.withMessageContaining("ReadTimeoutException");
		}
	}

	@ParameterizedTest
	@EnumSource
	void pathThatComesBackIsUsedAgain(Cut cut) throws InterruptedException {
		assertUsesPathThatComesBack(laboratory().startWebClient(READ_TIMEOUT), cut);
	}

	@Test
	void pathThatComesBackIsUsedAgainByCurl() throws InterruptedException {
		assertUsesPathThatComesBack(laboratory().startCurl(), Cut.LINK_DOWN);
	}

	private void assertUsesPathThatComesBack(Downloader client, Cut cut) throws InterruptedException {
		NetworkPath path = laboratory().path(1);
		try (client) {
			Download download = client.download(laboratory().server(), 20 * MEGABYTE);
			download.awaitReceived(MEGABYTE);
			cut.accept(path);
			long atCut = path.bytesToClient();
			download.awaitReceived(3 * MEGABYTE);
			path.mend();
			while (path.bytesToClient() < atCut + MEGABYTE) {
				assertThat(download.isOver()).isFalse();
				Thread.sleep(10);
			}
			download.await();
		}
	}

	private void assertOutlives(Downloader client, Cut cut) throws InterruptedException {
		try (client) {
			Download download = new PathCutCheck(laboratory().path(1), laboratory().path(2)).verify(client,
					laboratory().server(), LENGTH, cut::accept);
			assertThat(download.atServer()).isEqualTo(KernelProtocol.MPTCP);
		}
	}

	/**
	 * The ways to lose a path.
	 */
	enum Cut {

		/** The client's host sees its link go down. */
		LINK_DOWN(NetworkPath::cut),

		/** Packets get lost, and neither host is told. */
		SILENT(NetworkPath::dropSilently);

		private final Consumer<NetworkPath> action;

		Cut(Consumer<NetworkPath> action) {
			this.action = action;
		}

		void accept(NetworkPath path) {
			this.action.accept(path);
		}

	}

}
