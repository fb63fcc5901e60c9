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

import java.util.List;
import java.util.Locale;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Counters;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.laboratory.Middlebox;
import io.github.mptcpspring.testsupport.network.Download;
import io.github.mptcpspring.testsupport.network.Downloader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a connection falls back to TCP, and carries the right bytes, where a box on
 * the way takes its MPTCP options away.
 */
@Tag("laboratory")
@ParameterizedClass
@TomcatAndNetty
class MiddleboxTests extends LaboratoryTests {

	private static final long LENGTH = 1_000_000;

	@Override
	Laboratory build(WebServerKind serverKind) {
		return Laboratory.withOnePath()
			.serve(serverKind, "management.endpoints.web.exposure.include=mptcp",
					"management.endpoint.mptcp.show-addresses=always");
	}

	@Test
	void withoutABoxThereIsMptcp() {
		assertWebClient(KernelProtocol.MPTCP, KernelProtocol.MPTCP);
		assertCurl(KernelProtocol.MPTCP);
	}

	@Test
	void fallsBackWhenSynIsStripped() {
		laboratory().put(Middlebox.STRIPS_MPTCP_FROM_SYN);
		Counters before = laboratory().clientCounters();
		// To the server this is a client like any other
		assertWebClient(KernelProtocol.FALLBACK, KernelProtocol.TCP);
		assertCurl(KernelProtocol.TCP);
		assertThat(laboratory().clientCounters().grown("MPCapableFallbackSYNACK", before)).isEqualTo(2);
	}

	@Test
	void fallsBackWhenAllButSynIsStripped() {
		laboratory().put(Middlebox.STRIPS_MPTCP_AFTER_SYN);
		Counters before = laboratory().serverCounters();
		// The server knows before it accepts the connection
		assertWebClient(KernelProtocol.FALLBACK, KernelProtocol.TCP);
		assertCurl(KernelProtocol.TCP);
		assertThat(laboratory().serverCounters().grown("MPCapableFallbackACK", before)).isEqualTo(2);
	}

	@Test
	void fallsBackWhenDataIsStripped() {
		laboratory().put(Middlebox.STRIPS_MPTCP_FROM_DATA);
		assertWebClient(KernelProtocol.FALLBACK, KernelProtocol.FALLBACK);
		assertCurl(KernelProtocol.FALLBACK);
	}

	private void assertWebClient(KernelProtocol atClient, KernelProtocol atServer) {
		try (Downloader client = laboratory().startWebClient()) {
			assertDownload(client, atClient, atServer);
		}
	}

	private void assertDownload(Downloader client, KernelProtocol atClient, KernelProtocol atServer) {
		Download download = client.download(laboratory().server(), LENGTH);
		download.await();
		assertThat(download.atClient()).isEqualTo(atClient);
		assertThat(download.atServer()).isEqualTo(atServer);
		// The client keeps its connection for the next request, and the endpoint shows
		// what
		// it saw within the last second
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(shownConnections()).containsExactly(atServer.name().toLowerCase(Locale.ROOT)));
	}

	// Without that on which is asked, which comes from the server's host
	private List<String> shownConnections() {
		return JsonMapper.shared()
			.readTree(laboratory().scrape("/actuator/mptcp/connections"))
			.path("connections")
			.valueStream()
			.filter((row) -> !row.path("remote").asString().startsWith("127.0.0.1:"))
			.map((row) -> row.path("protocol").asString())
			.toList();
	}

	private void assertCurl(KernelProtocol atServer) {
		try (Downloader client = laboratory().startCurl()) {
			Download download = client.download(laboratory().server(), LENGTH);
			download.await();
			assertThat(download.atServer()).isEqualTo(atServer);
		}
	}

}
