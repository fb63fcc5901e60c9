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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.Sysctls;
import io.github.mptcpspring.testsupport.ThisHost;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the endpoint changes nothing, though this process may change everything.
 */
@Tag("endpoint")
@ParameterizedClass
@TomcatAndNetty
@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
class NothingIsWrittenTests {

	private final WebServerKind kind;

	NothingIsWrittenTests(WebServerKind kind) {
		this.kind = kind;
	}

	@Test
	void hostIsAsBefore() throws Exception {
		ThisHost.addAddresses("10.1.0.1", "10.1.0.2");
		ThisHost.ip("mptcp endpoint add 10.1.0.2 dev lo signal");
		ThisHost.ip("mptcp limits set subflow 3 add_addr_accepted 1");
		try (EndpointServer server = EndpointServer.start(this.kind);
				HttpConnection connection = HttpConnection.mptcp(server.ipv4())) {
			connection.get("/");
			SortedMap<String, String> before = state();
			assertThat(before).hasSizeGreaterThan(5).containsEntry("net/mptcp/enabled", "1");
			assertThat(before.get("endpoint")).contains("10.1.0.2");
			ask(server.endpoint());
			assertThat(state()).isEqualTo(before);
			connection.get("/");
		}
	}

	private static void ask(EndpointClient endpoint) {
		String id = Rows.of(endpoint).all().getFirst().get("id").asString();
		for (String path : List.of(EndpointClient.MPTCP, EndpointClient.CONNECTIONS,
				EndpointClient.CONNECTIONS + "/" + id)) {
			for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD")) {
				assertThat(endpoint.send(method, path, "Content-Length: 0").status()).isLessThan(500);
			}
		}
	}

	private static SortedMap<String, String> state() throws IOException, InterruptedException {
		SortedMap<String, String> state = new TreeMap<>();
		Path root = Path.of("/proc/sys");
		try (Stream<Path> sysctls = Stream.concat(Files.list(root.resolve("net/mptcp")),
				Stream.of(root.resolve("net/ipv4/tcp_fastopen")))) {
			for (Path sysctl : sysctls.toList()) {
				state.put(root.relativize(sysctl).toString(), Sysctls.read(sysctl).trim());
			}
		}
		state.put("endpoint", ThisHost.ip("mptcp endpoint show"));
		state.put("limits", ThisHost.ip("mptcp limits show"));
		state.put("addresses", ThisHost.ip("-o address show"));
		return state;
	}

}
