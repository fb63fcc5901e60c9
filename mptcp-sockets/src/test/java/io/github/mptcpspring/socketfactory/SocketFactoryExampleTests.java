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

package io.github.mptcpspring.socketfactory;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code docs/socket-factory.md}.
 */
@Tag("kernel")
@MptcpRequired
@Timeout(30)
class SocketFactoryExampleTests {

	private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL);

	@Test
	void theExamplesAreThoseOfTheDocumentation() throws IOException {
		String documentation = Files.readString(Path.of("..", "docs", "socket-factory.md"));
		String source = normalize(Files.readString(
				Path.of("src", "test", "java", SocketFactoryExampleTests.class.getName().replace('.', '/') + ".java")));
		List<String> examples = EXAMPLE.matcher(documentation)
			.results()
			.map((MatchResult example) -> normalize(example.group(1)))
			.toList();
		assertThat(examples).hasSize(2).allSatisfy((example) -> assertThat(source).contains(example));
	}

	private static String normalize(String source) {
		return source.replaceAll("\\s+", " ");
	}

	@Test
	void theExamplesUseMptcp(@TempDir Path directory) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		SSLContext serverContext = certificate.serverContext();
		SSLContext sslContext = certificate.clientContext();
		byte[] request = { 1, 2, 3 };
		String host = "127.0.0.1";
		try (MptcpServerSocket server = MptcpServerSocket.open()) {
			int port = server.getLocalPort();
			Thread.startVirtualThread(() -> answer(server, serverContext));
			MptcpSocketFactory sockets = new MptcpSocketFactory(MptcpSockets.create(),
					new ClientSettings(true, OnUnavailable.FALLBACK, false),
					(problem) -> System.err.println(problem.summary() + ". " + problem.instruction()));
			try (Socket socket = sockets.createSocket(host, port)) {
				socket.getOutputStream().write(request);
				byte[] response = socket.getInputStream().readAllBytes();
			}
			SSLSocketFactory tls = new MptcpSslSocketFactory(sockets, sslContext.getSocketFactory());
			try (Socket socket = tls.createSocket(host, port)) {
				socket.getOutputStream().write(request);
			}
			assertThat(server.protocols()).containsExactly(KernelProtocol.MPTCP, KernelProtocol.MPTCP);
		}
	}

	private static void answer(MptcpServerSocket server, SSLContext serverContext) {
		try {
			try (Socket plain = server.accept()) {
				plain.getOutputStream().write(plain.getInputStream().readNBytes(3));
			}
			try (Socket tls = MptcpServerSocket.layer(server.accept(), serverContext)) {
				tls.getInputStream().readAllBytes();
			}
		}
		catch (IOException ex) {
			// The test has ended
		}
	}

}
