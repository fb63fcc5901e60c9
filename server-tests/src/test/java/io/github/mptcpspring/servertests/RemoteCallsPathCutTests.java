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
import io.github.mptcpspring.testsupport.network.ServedClients;
import org.junit.jupiter.api.AutoClose;
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

	@AutoClose
	private static ServedClients clients;

	@BeforeAll
	static void start() {
		clients = ServedClients.start((host) -> host.startJvm(RemoteCallsServer.class), RemoteCallsClient.class);
	}

	@ParameterizedTest
	@EnumSource
	void aStreamIsComplete(Protocol protocol) throws InterruptedException {
		clients.verifyOutlivesPath(protocol.name(), protocol.port(), protocol.length());
	}

}
