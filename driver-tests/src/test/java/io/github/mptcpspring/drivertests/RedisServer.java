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

package io.github.mptcpspring.drivertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.ServerCertificate;

/**
 * A Redis server, with TLS on a port of its own.
 *
 * @param port the port
 * @param tlsPort the port with TLS
 * @param program the program
 */
record RedisServer(int port, int tlsPort, ServerProgram program) implements AutoCloseable {

	/**
	 * Start a server.
	 * @param mptcp whether it speaks MPTCP
	 * @param certificate its certificate
	 * @param parent where it may have a directory
	 * @return the server
	 * @throws Exception when it does not start
	 */
	static RedisServer start(boolean mptcp, ServerCertificate certificate, Path parent) throws Exception {
		ExternalProgram.require("redis-server");
		Path directory = Files.createTempDirectory(parent, "redis");
		Path certificateFile = directory.resolve("certificate.pem");
		Path keyFile = directory.resolve("key.pem");
		certificate.writePem(certificateFile, keyFile);
		int port = ServerProgram.freePort();
		int tlsPort = ServerProgram.freePort();
		List<String> command = List.of("redis-server", "--bind", "127.0.0.1", "--port", String.valueOf(port),
				"--tls-port", String.valueOf(tlsPort), "--tls-cert-file", certificateFile.toString(), "--tls-key-file",
				keyFile.toString(), "--tls-ca-cert-file", certificateFile.toString(), "--tls-auth-clients", "no",
				"--save", "", "--appendonly", "no", "--dir", directory.toString());
		return new RedisServer(port, tlsPort,
				ServerProgram.start(mptcp, port, directory.resolve("log"), "TERM", command));
	}

	int port(boolean tls) {
		return tls ? this.tlsPort : this.port;
	}

	/**
	 * Return what makes an application use this server.
	 * @param tls what makes it trust the server, empty without TLS
	 * @return properties
	 */
	List<String> properties(List<String> tls) {
		List<String> properties = new ArrayList<>(tls);
		properties.add("spring.data.redis.host=127.0.0.1");
		properties.add("spring.data.redis.port=" + port(!tls.isEmpty()));
		if (!tls.isEmpty()) {
			properties.add("spring.data.redis.ssl.bundle=server");
		}
		return properties;
	}

	@Override
	public void close() throws IOException {
		this.program.close();
	}

}
