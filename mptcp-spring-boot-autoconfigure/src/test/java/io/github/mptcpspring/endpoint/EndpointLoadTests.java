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

package io.github.mptcpspring.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.mptcpspring.endpoint.EndpointClient.Answer;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that connections that come and go while the endpoint is asked make no answer
 * wrong. This process holds both ends of them all, so descriptors are closed and used
 * again all the time.
 */
@Tag("endpoint")
@ParameterizedClass
@TomcatAndNetty
@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
class EndpointLoadTests {

	private static final int CLIENTS = 4;

	private static final int CONNECTIONS_PER_CLIENT = 500;

	private static final int OPEN_AT_ONCE = 25;

	private static final int SCRAPERS = 4;

	private final WebServerKind kind;

	private final AtomicBoolean done = new AtomicBoolean();

	EndpointLoadTests(WebServerKind kind) {
		this.kind = kind;
	}

	@Test
	void everyAnswerIsPlausible() throws Exception {
		try (EndpointServer server = EndpointServer.start(this.kind, EndpointServer.SHOW_ADDRESSES);
				ExecutorService threads = Executors.newCachedThreadPool()) {
			List<Future<Integer>> clients = submit(threads, CLIENTS, () -> openAndClose(server));
			List<Future<Integer>> scrapers = submit(threads, SCRAPERS, () -> scrape(server));
			try {
				for (Future<Integer> client : clients) {
					assertThat(client.get()).isEqualTo(CONNECTIONS_PER_CLIENT);
				}
			}
			finally {
				this.done.set(true);
			}
			for (Future<Integer> scraper : scrapers) {
				assertThat(scraper.get()).isGreaterThan(10);
			}
		}
	}

	private static List<Future<Integer>> submit(ExecutorService threads, int count, Callable<Integer> task) {
		return Stream.generate(() -> threads.submit(task)).limit(count).toList();
	}

	private static int openAndClose(EndpointServer server) throws Exception {
		Deque<HttpConnection> open = new ArrayDeque<>();
		try {
			for (int i = 0; i < CONNECTIONS_PER_CLIENT; i++) {
				HttpConnection connection = (i % 3 == 0) ? HttpConnection.tcp(server.ipv4())
						: HttpConnection.mptcp(server.ipv4());
				open.add(connection);
				assertThat(connection.get("/")).isEqualTo("hello");
				if (open.size() > OPEN_AT_ONCE) {
					open.remove().close();
				}
			}
			return CONNECTIONS_PER_CLIENT;
		}
		finally {
			for (HttpConnection connection : open) {
				connection.close();
			}
		}
	}

	private int scrape(EndpointServer server) {
		int scrapes = 0;
		while (!this.done.get()) {
			assertSummary(endpoint(server).mptcp());
			JsonNode connections = endpoint(server).connections();
			List<JsonNode> rows = Rows.of(connections).all();
			assertThat(rows.size()).isLessThanOrEqualTo(connections.get("total").intValue());
			rows.forEach((row) -> assertRow(row, server.port()));
			assertThat(rows.stream().map((row) -> row.get("local").asString() + " " + row.get("remote").asString()))
				.doesNotHaveDuplicates();
			for (JsonNode row : sample(rows)) {
				assertDetails(server, row.get("id").asString());
			}
			scrapes++;
		}
		return scrapes;
	}

	// As others ask it, who are answered what was there up to a second ago
	private static EndpointClient endpoint(EndpointServer server) {
		return new EndpointClient(server.port(), null);
	}

	private static List<JsonNode> sample(List<JsonNode> rows) {
		List<JsonNode> sample = new ArrayList<>();
		for (int i = 0; i < rows.size(); i += 20) {
			sample.add(rows.get(i));
		}
		return sample;
	}

	private static void assertSummary(JsonNode summary) {
		JsonNode connections = summary.get("connections");
		int mptcp = connections.get("mptcp").intValue();
		// Twice what the clients may hold, and what the server has not closed yet
		assertThat(mptcp).isBetween(0, 2 * CLIENTS * CONNECTIONS_PER_CLIENT);
		JsonNode perConnection = summary.get("subflows").get("perConnection");
		assertThat(perConnection.valueStream().mapToInt(JsonNode::intValue).sum()).isEqualTo(mptcp);
		assertThat(perConnection.properties()
			.stream()
			.mapToInt((entry) -> Integer.parseInt(entry.getKey()) * entry.getValue().intValue())
			.sum()).isEqualTo(summary.get("subflows").get("current").intValue());
		assertThat(perConnection.propertyNames()).isSubsetOf("0", "1");
	}

	private static void assertRow(JsonNode row, int port) {
		String description = row.toString();
		boolean server = row.get("local").asString().endsWith(":" + port);
		assertThat(row.get("role").asString()).as(description).isEqualTo(server ? "server" : "client");
		assertThat(row.get("local").asString()).as(description).matches("127\\.0\\.0\\.1:\\d+");
		assertThat(row.get("remote").asString()).as(description).matches("127\\.0\\.0\\.1:\\d+");
		assertThat(row.get("remote").asString().endsWith(":" + port)).as(description).isEqualTo(!server);
		boolean mptcp = row.get("protocol").asString().equals("mptcp");
		assertThat(row.get("id").asString()).as(description).hasSize(mptcp ? 8 : 16);
		assertThat(row.get("subflows").isNull()).as(description).isEqualTo(!mptcp);
		assertThat(row.get("subflows").asInt(0)).as(description).isBetween(0, 1);
		assertThat(row.get("protocol").asString()).as(description).isIn("mptcp", "tcp");
		for (String field : List.of("bytesSent", "bytesReceived", "bytesRetransmitted")) {
			// No answer is longer
			assertThat(row.get(field).longValue()).as(description).isBetween(0L, 10_000_000L);
		}
		assertThat(row.get("fastOpen").booleanValue()).as(description).isFalse();
	}

	private static void assertDetails(EndpointServer server, String id) {
		Answer answer = endpoint(server).get(EndpointClient.CONNECTIONS + "/" + id);
		assertThat(answer.status()).as(answer.body()).isIn(200, 404);
		if (answer.status() == 200) {
			JsonNode details = answer.json();
			assertThat(details.get("id").asString()).isEqualTo(id);
			assertRow(details, server.port());
			assertThat(details.get("paths")).as(answer.body()).hasSizeLessThanOrEqualTo(1).allSatisfy((path) -> {
				assertThat(path.get("local")).isEqualTo(details.get("local"));
				assertThat(path.get("remote")).isEqualTo(details.get("remote"));
			});
		}
	}

}
