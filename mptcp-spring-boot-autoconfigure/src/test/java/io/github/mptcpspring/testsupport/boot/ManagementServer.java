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

package io.github.mptcpspring.testsupport.boot;

import java.io.IOException;
import java.net.InetSocketAddress;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.HttpConnection.Response;
import io.github.mptcpspring.testsupport.KernelProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A management server on a port of its own.
 */
public final class ManagementServer {

	private ManagementServer() {
	}

	/**
	 * Assert that an MPTCP client learns that the application is healthy.
	 * @param port the port of the management server
	 * @param protocol what the kernel says of the client's socket
	 * @throws IOException when the server does not answer
	 */
	public static void assertIsHealthy(int port, KernelProtocol protocol) throws IOException {
		try (HttpConnection client = HttpConnection.mptcp(new InetSocketAddress("127.0.0.1", port))) {
			Response response = client.getLast("/actuator/health");
			assertThat(response.text()).startsWith("HTTP/1.1 200").contains("\"status\":\"UP\"");
			assertThat(response.protocol()).isEqualTo(protocol);
		}
	}

}
