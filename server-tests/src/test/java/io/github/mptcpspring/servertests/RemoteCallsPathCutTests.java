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

package io.github.mptcpspring.servertests;

import io.github.mptcpspring.servertests.RemoteCallsClient.Protocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.network.ClientJvm;
import io.github.mptcpspring.testsupport.network.Downloader;
import io.github.mptcpspring.testsupport.network.Keeper;
import io.github.mptcpspring.testsupport.network.NetworkPath;
import io.github.mptcpspring.testsupport.network.PathCutCheck;
import io.github.mptcpspring.testsupport.network.TwoHosts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that a stream of an RSocket server, and one of a gRPC server, outlives the path
 * that it comes over. Every byte of it is compared.
 */
@Tag("laboratory")
@Tag("client:grpc")
@Tag("client:rsocket")
@MptcpRequired
class RemoteCallsPathCutTests {

	private static TwoHosts hosts;

	private static Keeper server;

	private static ClientJvm clients;

	@BeforeAll
	static void start() {
		hosts = TwoHosts.withTwoPaths().limitRate(20);
		server = hosts.server().startJvm(RemoteCallsServer.class);
		clients = new ClientJvm(hosts.client(), RemoteCallsClient.class);
		server.awaitReady();
		clients.awaitReady();
	}

	@AfterAll
	static void close() {
		if (clients != null) {
			clients.close();
			server.close();
			hosts.close();
		}
	}

	@AfterEach
	void mend() {
		hosts.mend();
	}

	@ParameterizedTest
	@EnumSource
	void aStreamIsComplete(Protocol protocol) throws InterruptedException {
		try (Downloader client = clients.start(protocol.name())) {
			new PathCutCheck(hosts.path(1), hosts.path(2)).verify(client, hosts.path(1).server(protocol.port()),
					protocol.length(), NetworkPath::dropSilently);
		}
	}

}
