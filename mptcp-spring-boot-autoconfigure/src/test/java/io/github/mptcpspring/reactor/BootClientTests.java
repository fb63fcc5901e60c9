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

package io.github.mptcpspring.reactor;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.GreetingApplication;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the clients that Spring Boot builds on Reactor Netty.
 */
@Tag("server")
@Tag("client:reactor-netty")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class BootClientTests {

	private static ServerCertificate certificate;

	private static NettyServer mptcp;

	private static NettyServer tcp;

	private static NettyServer tls;

	@BeforeAll
	static void startServers(@TempDir Path directory) throws Exception {
		certificate = ServerCertificate.create(directory);
		mptcp = NettyServer.startOnItsOwn();
		tcp = NettyServer.startOnItsOwn("server.mptcp.enabled=false");
		tls = NettyServer.startOnItsOwn(certificate.serverProperties());
	}

	@AfterAll
	static void stopServers() {
		mptcp.close();
		tcp.close();
		tls.close();
	}

	@ParameterizedTest
	@EnumSource
	void speaksMptcpAndFallsBackAndSaysSoOnce(BootClient client, CapturedOutput output) {
		Set<String> before = KernelSockets.openInodes();
		// Without a quiet period, event loops can end before a connection is back in the
		// pool
		try (ConfigurableApplicationContext context = ClientApplication
			.start("spring.reactor.netty.shutdown-quiet-period=200ms")) {
			assertThat(Exchange.of(client.get(context, mptcp.uri("/")))).isEqualTo(Exchange.HELLO_OVER_MPTCP);
			assertThat(Exchange.of(client.get(context, tcp.uri("/")))).isEqualTo(Exchange.HELLO_OVER_FALLBACK);
			// The servers' lines are those of all tests here
			assertThat(MptcpLog.lines(output)).filteredOn((line) -> !line.startsWith("INFO Netty listens on port "))
				.containsExactly("INFO Reactor Netty client connects with MPTCP");
		}
		Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(before));
	}

	@ParameterizedTest
	@EnumSource
	void speaksTcpWhenSwitchedOff(BootClient client) {
		try (ConfigurableApplicationContext context = ClientApplication.start("client.mptcp.enabled=false")) {
			assertThat(Exchange.of(client.get(context, mptcp.uri("/")))).isEqualTo(Exchange.HELLO_OVER_TCP);
		}
	}

	@ParameterizedTest
	@EnumSource
	void connectionIsUsedAgain(BootClient client) {
		try (ConfigurableApplicationContext context = ClientApplication.start()) {
			// A response can be there before its connection is back in the pool
			assertThat(Stream.generate(() -> port(client.get(context, mptcp.uri("/")))).limit(6).distinct())
				.hasSizeLessThan(6);
		}
	}

	@ParameterizedTest
	@EnumSource
	void redirectsAreFollowed(BootClient client) {
		try (ConfigurableApplicationContext context = ClientApplication.start()) {
			assertThat(Exchange.of(client.get(context, mptcp.uri("/moved")))).isEqualTo(Exchange.HELLO_OVER_MPTCP);
		}
	}

	@ParameterizedTest
	@EnumSource
	void redirectsAreNotFollowedWhenTheApplicationSaysSo(BootClient client) {
		try (ConfigurableApplicationContext context = ClientApplication
			.start("spring.http.clients.redirects=dont-follow")) {
			ResponseEntity<String> response = client.get(context, mptcp.uri("/moved"));
			assertThat(response.getStatusCode().value()).isEqualTo(302);
			assertThat(response.getHeaders().getFirst(Exchange.AT_CLIENT)).isEqualTo("MPTCP");
		}
	}

	@ParameterizedTest
	@EnumSource
	void tlsWithBundle(BootClient client) throws Exception {
		try (ConfigurableApplicationContext context = ClientApplication.start(certificate.clientProperties())) {
			URI uri = URI.create("https://127.0.0.1:" + tls.port() + "/");
			assertThat(Exchange.of(client.get(context, uri))).isEqualTo(Exchange.HELLO_OVER_MPTCP);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void tlsWithBundlesOfBothEnds(boolean mptcp, @TempDir Path directory) throws Exception {
		ServerCertificate own = ServerCertificate.createAnother(directory);
		List<String> clientProperties = new ArrayList<>(List.of(certificate.clientProperties()));
		clientProperties.add("client.mptcp.enabled=" + mptcp);
		List<String> serverProperties = new ArrayList<>(List.of(certificate.serverProperties()));
		serverProperties.addAll(own.trustOf("server"));
		serverProperties.add("server.ssl.client-auth=need");
		try (NettyServer server = NettyServer.startOnItsOwn(serverProperties.toArray(String[]::new))) {
			URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
			try (ConfigurableApplicationContext context = ClientApplication
				.start(clientProperties.toArray(String[]::new))) {
				assertThatException().isThrownBy(() -> BootClient.WEB_CLIENT.get(context, uri));
			}
			clientProperties.addAll(own.keysOf("client"));
			try (ConfigurableApplicationContext context = ClientApplication
				.start(clientProperties.toArray(String[]::new))) {
				for (BootClient client : BootClient.values()) {
					assertThat(Exchange.of(client.get(context, uri)))
						.isEqualTo(mptcp ? Exchange.HELLO_OVER_MPTCP : Exchange.HELLO_OVER_TCP);
				}
			}
		}
	}

	private static String port(ResponseEntity<String> response) {
		return response.getHeaders().getFirst(GreetingApplication.CLIENT_PORT);
	}

}
