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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that nobody here wrote: nginx, which can be made to speak MPTCP.
 */
public final class Nginx implements AutoCloseable {

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
						%3$s
					}
				}
			}
			""";

	private final Process process;

	private final InetSocketAddress address;

	private Nginx(Process process, InetSocketAddress address) {
		this.process = process;
		this.address = address;
	}

	/**
	 * Start nginx.
	 * @param directory an empty directory
	 * @param mptcp whether it speaks MPTCP, as a server and as a client
	 * @param location what it does with requests, in the words of its configuration
	 * @return nginx, which accepts
	 * @throws IOException when it cannot be started
	 */
	public static Nginx start(Path directory, boolean mptcp, String location) throws IOException {
		List<String> command = mptcp ? List.of("mptcpize", "run", "nginx") : List.of("nginx");
		ExternalProgram.require(command.getFirst());
		ExternalProgram.require("nginx");
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", freePort());
		Path configuration = directory.resolve("nginx.conf");
		Files.writeString(configuration, CONFIGURATION.formatted(directory, address.getPort(), location));
		ProcessBuilder builder = new ProcessBuilder();
		builder.command().addAll(command);
		builder.command().addAll(List.of("-p", directory.toString(), "-e", "stderr", "-c", configuration.toString()));
		Path output = directory.resolve("output");
		Nginx nginx = new Nginx(builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), address);
		try {
			Awaitility.await().until(() -> {
				assertThat(nginx.process.isAlive()).as(Files.readString(output)).isTrue();
				return nginx.accepts();
			});
			return nginx;
		}
		catch (RuntimeException | Error ex) {
			nginx.process.destroyForcibly();
			throw ex;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private boolean accepts() {
		try (Socket socket = new Socket(this.address.getAddress(), this.address.getPort())) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Return the address that it listens on.
	 * @return the address
	 */
	public InetSocketAddress address() {
		return this.address;
	}

	@Override
	public void close() {
		try {
			this.process.destroyForcibly().waitFor();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
