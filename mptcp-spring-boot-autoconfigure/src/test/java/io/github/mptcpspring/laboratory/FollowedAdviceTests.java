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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import io.github.mptcpspring.testsupport.network.Download;
import io.github.mptcpspring.testsupport.network.Downloader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a newcomer gets from the kernel's defaults to two paths by pasting the
 * commands that the actuator endpoint prints, and by nothing else. Each test has a
 * laboratory of its own: what its kernels count is part of the advice.
 */
@Tag("laboratory")
@MptcpRequired
class FollowedAdviceTests {

	private static final String ACTUATOR = "/actuator/mptcp";

	private static final String[] EXPOSED = { "management.endpoints.web.exposure.include=mptcp",
			"management.endpoint.mptcp.show-addresses=always" };

	/** What advice for the other host begins with. */
	private static final String ELSEWHERE = "On the client's host: ";

	private static final int LENGTH = 3_000_000;

	private static final int SHORT_LENGTH = 100_000;

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Set<String> pasted = new LinkedHashSet<>();

	@Test
	void webClientAndTomcatOverIpv4() {
		followOnBothHosts(WebServerKind.TOMCAT, false);
	}

	@Test
	void webClientAndNettyOverIpv6() {
		followOnBothHosts(WebServerKind.NETTY, true);
	}

	@Test
	void clientWithoutAnActuator() {
		try (Laboratory laboratory = build(WebServerKind.TOMCAT, false); Downloader curl = laboratory.startCurl()) {
			follow(laboratory, curl, () -> advice(laboratory.scrape(ACTUATOR)), () -> pasteAdviceOfServer(laboratory));
			assertThat(this.pasted).anyMatch((command) -> command.startsWith("client: "));
		}
	}

	private void followOnBothHosts(WebServerKind kind, boolean ipv6) {
		String[] properties = { "spring.main.web-application-type=servlet", "server.port=8080", EXPOSED[0],
				EXPOSED[1] };
		try (Laboratory laboratory = build(kind, ipv6); Downloader client = laboratory.startWebClient(properties)) {
			follow(laboratory, client, () -> {
				List<JsonNode> advice = new ArrayList<>(advice(laboratory.scrape(ACTUATOR)));
				advice.addAll(advice(laboratory.scrapeClient(ACTUATOR)));
				return advice;
			}, () -> {
				pasteAdviceOfServer(laboratory);
				paste("client", advice(laboratory.scrapeClient(ACTUATOR)), laboratory::pasteOnClient);
			});
		}
	}

	private static Laboratory build(WebServerKind kind, boolean ipv6) {
		// What is set holds for connections that are made from then on
		return Laboratory.withTwoPathsAndDefaults(ipv6)
			.limitRate(20)
			.serve(kind, EXPOSED[0], EXPOSED[1], "server.tomcat.max-keep-alive-requests=1",
					"server.netty.max-keep-alive-requests=1");
	}

	private void follow(Laboratory laboratory, Downloader client, Supplier<List<JsonNode>> advice,
			Runnable pasteAllAdvice) {
		assertThat(secondPathCarries(laboratory, client)).as("bytes on the second path by default")
			.isLessThan(LENGTH / 10);
		// The state of a host is read once a second: what is advised may be done already
		await().atMost(PATIENCE).until(() -> {
			pasteAllAdvice.run();
			download(laboratory, client, SHORT_LENGTH);
			return advice.get().isEmpty();
		});
		assertThat(this.pasted).isNotEmpty();
		assertThat(secondPathCarries(laboratory, client)).as("bytes on the second path").isGreaterThan(LENGTH / 4);
		await().atMost(PATIENCE).until(() -> advice.get().isEmpty());
	}

	private long secondPathCarries(Laboratory laboratory, Downloader client) {
		long before = laboratory.path(2).bytesToClient();
		download(laboratory, client, LENGTH);
		return laboratory.path(2).bytesToClient() - before;
	}

	private static void download(Laboratory laboratory, Downloader client, int length) {
		Download download = client.download(laboratory.server(), length);
		download.await();
		assertThat(download.atServer()).isEqualTo(KernelProtocol.MPTCP);
	}

	private void pasteAdviceOfServer(Laboratory laboratory) {
		List<JsonNode> here = new ArrayList<>();
		List<JsonNode> elsewhere = new ArrayList<>();
		for (JsonNode advice : advice(laboratory.scrape(ACTUATOR))) {
			(advice.get("fix").asString().startsWith(ELSEWHERE) ? elsewhere : here).add(advice);
		}
		paste("server", here, laboratory::pasteOnServer);
		paste("client", elsewhere, laboratory::pasteOnClient);
	}

	private void paste(String host, List<JsonNode> advice, Consumer<String> shell) {
		for (JsonNode piece : advice) {
			for (JsonNode command : piece.get("commands")) {
				if (this.pasted.add(host + ": " + command.asString())) {
					shell.accept(command.asString());
				}
			}
		}
	}

	private static List<JsonNode> advice(String answer) {
		return JsonMapper.shared().readTree(answer).get("advice").valueStream().toList();
	}

}
