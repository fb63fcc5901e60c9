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

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An application with a client of its own that prints what the endpoint answers, without
 * what is different each time. Answers of two JVMs can be compared.
 */
final class EndpointAnswers {

	private static final String MARKER = "The endpoint answers: ";

	private EndpointAnswers() {
	}

	/**
	 * Run the application once.
	 * @param args the address that the client connects to and the number of subflows that
	 * it then gets
	 * @throws Exception when it fails
	 */
	static void main(String[] args) throws Exception {
		try (EndpointServer server = EndpointServer.start(WebServerKind.TOMCAT, EndpointServer.SHOW_ADDRESSES,
				"client.mptcp.enabled=true", "tfo.queue-length=16");
				HttpConnection mptcp = HttpConnection.mptcp(new InetSocketAddress(args[0], server.port()));
				HttpConnection tcp = HttpConnection.tcp(new InetSocketAddress(args[0], server.port()))) {
			mptcp.get("/");
			tcp.get("/");
			Awaitility.await()
				.until(() -> server.endpoint().mptcp().get("subflows").get("perConnection").toString(),
						("{\"" + args[1] + "\":2}")::equals);
			Awaitility.await()
				.until(() -> server.endpoint().mptcp().get("connections").get("tcp").intValue(),
						Integer.valueOf(4)::equals);
			ObjectNode summary = (ObjectNode) server.endpoint().mptcp();
			List<String> counters = Rows.names(summary.get("counters")).toList();
			summary.remove("counters");
			print(summary.toString());
			print(counters.toString());
			Rows rows = Rows.of(server.endpoint());
			for (JsonNode row : List.of(rows.atClient(mptcp), rows.atServer(mptcp), rows.atClient(tcp),
					rows.atServer(tcp))) {
				print(server.endpoint().connection(row.get("id").asString()).toString());
			}
			try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
				status.filter((line) -> line.startsWith("CapEff:") || line.startsWith("Uid:"))
					.forEach(System.out::println);
			}
		}
	}

	private static void print(String answer) {
		System.out.println(MARKER + answer.replaceAll("\"id\":\"[0-9a-f]+\"", "\"id\":\"…\"")
			.replaceAll("\\{\"id\":\\d+,\"local\"", "{\"id\":…,\"local\"")
			// What advice counts, other processes may cause
			.replaceAll("\\d+ (times|subflows|connections)", "… $1")
			.replaceAll("\"port\":\\d+", "\"port\":…")
			.replaceAll("to port \\d+", "to port …")
			.replaceAll(":\\d+\"", ":…\"")
			.replaceAll("\"rttMillis\":[0-9.]+", "\"rttMillis\":…")
			.replaceAll("\"cwnd\":\\d+", "\"cwnd\":…"));
	}

	/**
	 * Pick the answers out of all that was printed.
	 * @param output what was printed
	 * @return the answers
	 */
	static List<String> of(String output) {
		return output.lines()
			.filter((line) -> line.startsWith(MARKER))
			.map((line) -> line.substring(MARKER.length()))
			.toList();
	}

}
