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

package io.github.mptcpspring.webserver;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.testsupport.BlockedRequest;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SharedHttpResources;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for graceful shutdown.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class GracefulShutdownTests extends WebServerTests {

	GracefulShutdownTests(WebServerKind kind) {
		super(kind);
	}

	// What a client of another test left there is closed with this test's server
	@BeforeEach
	void disposeOfSharedConnections() {
		SharedHttpResources.dispose();
	}

	@Test
	void requestOverMptcpFinishesAndNewConnectionsAreRefused(CapturedOutput output) throws Exception {
		try (EmbeddedServer server = start("server.shutdown=graceful")) {
			InetSocketAddress address = server.ipv4();
			BlockedRequest request = server.context().getBean(BlockedRequest.class);
			try (HttpConnection client = HttpConnection.mptcp(address)) {
				client.requestLast("/later");
				request.awaitArrival();
				CompletableFuture<Void> shutdown = CompletableFuture.runAsync(server::close);
				Awaitility.await().untilAsserted(() -> assertRefused(address));
				assertThat(shutdown).isNotDone();
				request.goOn();
				assertThat(Exchange.of(client.receiveLast())).isEqualTo(Exchange.HELLO_OVER_MPTCP);
				assertThat(shutdown).succeedsWithin(10, TimeUnit.SECONDS);
			}
			finally {
				request.goOn();
			}
		}
		assertThat(output.toString().lines()).anyMatch((line) -> line.endsWith("Graceful shutdown complete"))
			.filteredOn((line) -> line.contains(" WARN ") || line.contains(" ERROR "))
			// Where another test of this JVM had it enabled
			.allMatch((line) -> line.contains("The MBean registry cannot be disabled"));
	}

	private void assertRefused(InetSocketAddress address) {
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> HttpConnection.tcp(address).close());
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> HttpConnection.mptcp(address).close());
	}

}
