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

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Nginx;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for clients of a server that nobody here wrote.
 */
@Tag("server")
@MptcpRequired
class NginxTests {

	private static final String HELLO = "add_header Client-Port $remote_port; return 200 \"hello\";";

	@ParameterizedTest
	@EnumSource
	void connectionIsMptcp(BootClient client, @TempDir Path directory) throws Exception {
		assertThat(protocolWith(client, directory, true)).isEqualTo(KernelProtocol.MPTCP);
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT")
	void connectionFallsBackWhenNginxSpeaksTcp(BootClient client, @TempDir Path directory) throws Exception {
		assertThat(protocolWith(client, directory, false)).isEqualTo(KernelProtocol.FALLBACK);
	}

	private KernelProtocol protocolWith(BootClient client, Path directory, boolean mptcp) throws Exception {
		try (Nginx nginx = Nginx.start(directory, mptcp, HELLO);
				ConfigurableApplicationContext context = ClientApplication.start()) {
			ResponseEntity<String> response = client.get(context,
					URI.create("http://127.0.0.1:" + nginx.address().getPort() + "/"));
			assertThat(response.getBody()).isEqualTo("hello");
			assertThat(response.getHeaders().getFirst("Server")).startsWith("nginx");
			int port = Integer.parseInt(response.getHeaders().getFirst("Client-Port"));
			// It is in the client's pool now
			return KernelSockets.connection(new InetSocketAddress("127.0.0.1", port), nginx.address());
		}
	}

}
