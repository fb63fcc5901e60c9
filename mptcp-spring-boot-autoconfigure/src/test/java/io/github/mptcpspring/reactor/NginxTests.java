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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.awaitility.Awaitility;
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

	private static final String CONFIGURATION = """
			daemon off;
			master_process off;
			pid %1$s/nginx.pid;
			events {}
			http {
				access_log off;
				client_body_temp_path %1$s;
				proxy_temp_path %1$s;
				fastcgi_temp_path %1$s;
				uwsgi_temp_path %1$s;
				scgi_temp_path %1$s;
				server {
					listen 127.0.0.1:%2$d;
					location / {
						add_header Client-Port $remote_port;
						return 200 "hello";
					}
				}
			}
			""";

	@ParameterizedTest
	@EnumSource
	void connectionIsMptcp(BootClient client, @TempDir Path directory) throws Exception {
		assertThat(protocolWith(client, directory, "mptcpize", "run", "nginx")).isEqualTo(KernelProtocol.MPTCP);
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT")
	void connectionFallsBackWhenNginxSpeaksTcp(BootClient client, @TempDir Path directory) throws Exception {
		assertThat(protocolWith(client, directory, "nginx")).isEqualTo(KernelProtocol.FALLBACK);
	}

	private KernelProtocol protocolWith(BootClient client, Path directory, String... command) throws Exception {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", freePort());
		Process nginx = startNginx(directory, address, command);
		try (ConfigurableApplicationContext context = ClientApplication.start()) {
			ResponseEntity<String> response = client.get(context,
					URI.create("http://127.0.0.1:" + address.getPort() + "/"));
			assertThat(response.getBody()).isEqualTo("hello");
			assertThat(response.getHeaders().getFirst("Server")).startsWith("nginx");
			int port = Integer.parseInt(response.getHeaders().getFirst("Client-Port"));
			// It is in the client's pool now
			return KernelSockets.connection(new InetSocketAddress("127.0.0.1", port), address);
		}
		finally {
			nginx.destroyForcibly().waitFor();
		}
	}

	private Process startNginx(Path directory, InetSocketAddress address, String... command) throws IOException {
		ExternalProgram.require(command[0]);
		ExternalProgram.require("nginx");
		Path configuration = directory.resolve("nginx.conf");
		Files.writeString(configuration, CONFIGURATION.formatted(directory, address.getPort()));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.command().addAll(List.of("-p", directory.toString(), "-e", "stderr", "-c", configuration.toString()));
		Path output = directory.resolve("output");
		Process nginx = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			Awaitility.await().until(() -> {
				assertThat(nginx.isAlive()).as(Files.readString(output)).isTrue();
				return accepts(address);
			});
			return nginx;
		}
		catch (RuntimeException | Error ex) {
			nginx.destroyForcibly();
			throw ex;
		}
	}

	private boolean accepts(InetSocketAddress address) {
		try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
