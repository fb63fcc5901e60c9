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

package io.github.mptcpspring.tomcat;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.boot.BlockingTransfers;
import io.github.mptcpspring.testsupport.boot.TransferClient;
import io.github.mptcpspring.testsupport.boot.Transfers;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many bytes to Tomcat and back with pauses at both ends, over each protocol that it
 * serves, by clients that speak MPTCP and clients that do not.
 */
@Tag("server")
@MptcpRequired
class TomcatTransferTests {

	private static final long SMALL = DataSize.ofMegabytes(10).toBytes();

	private static final String HTTP2 = "server.http2.enabled=true";

	private static Path file;

	private static ServerCertificate certificate;

	private final HttpClient tcp = HttpClient.create();

	private final HttpClient mptcp = new MptcpHttpClientCustomizer(MptcpSockets.create(),
			new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
			})
		.apply(HttpClient.create());

	@BeforeAll
	static void writeFiles(@TempDir Path directory) throws Exception {
		certificate = ServerCertificate.create(directory);
		file = directory.resolve("file");
		try (OutputStream stream = Files.newOutputStream(file)) {
			BlockingTransfers.write(stream, SMALL);
		}
	}

	@ParameterizedTest
	@EachTomcat
	void everyByteArrives(WebServerKind kind) {
		try (TomcatServer server = start(kind, HTTP2)) {
			URI uri = server.uri("");
			assertThat(List.of(TransferClient.transfer("http/1.1", this.mptcp, uri, SMALL),
					TransferClient.transfer("http/1.1", this.tcp, uri, SMALL),
					TransferClient.transferBlocking("RestClient", this.mptcp, uri, SMALL),
					TransferClient.transfer("h2c", this.mptcp.protocol(HttpProtocol.H2C), uri, SMALL),
					TransferClient.echo("ws", this.mptcp, uri, SMALL)))
				.containsExactly("http/1.1 from MPTCP to MPTCP, 10485760 down, 10485760 up",
						"http/1.1 from TCP to TCP, 10485760 down, 10485760 up",
						"RestClient from MPTCP to MPTCP, 10485760 down, 10485760 up",
						"h2c from MPTCP to MPTCP, 10485760 down, 10485760 up",
						"ws from MPTCP to MPTCP, 10485760 there and back");
		}
	}

	@ParameterizedTest
	@EachTomcat
	void everyByteArrivesOverTls(WebServerKind kind) {
		try (TomcatServer server = start(kind,
				Stream.concat(Stream.of(HTTP2), Stream.of(certificate.serverProperties())).toArray(String[]::new))) {
			URI uri = URI.create("https://127.0.0.1:" + server.port());
			HttpClient http1 = TransferClient.http1(this.mptcp);
			assertThat(List.of(TransferClient.transfer("https/1.1", http1, uri, SMALL),
					TransferClient.transfer("https/1.1", TransferClient.http1(this.tcp), uri, SMALL),
					TransferClient.transfer("h2", TransferClient.http2(this.mptcp), uri, SMALL),
					TransferClient.echo("wss", http1, uri, SMALL)))
				.containsExactly("https/1.1 from MPTCP to MPTCP, 10485760 down, 10485760 up",
						"https/1.1 from TCP to TCP, 10485760 down, 10485760 up",
						"h2 from MPTCP to MPTCP, 10485760 down, 10485760 up",
						"wss from MPTCP to MPTCP, 10485760 there and back");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void everyByteOfAFileThatTheKernelSendsArrives(boolean virtualThreads) {
		try (TomcatServer server = start(WebServerKind.TOMCAT, "spring.threads.virtual.enabled=" + virtualThreads)) {
			assertThat(List.of(TransferClient.transfer("file", this.mptcp, server.uri("/sendfile"), SMALL),
					TransferClient.transfer("file", this.tcp, server.uri("/sendfile"), SMALL),
					TransferClient.transfer("thread", this.mptcp, server.uri(""), SMALL),
					TransferClient.transfer("async", this.mptcp, server.uri("/async"), SMALL)))
				.containsExactly("file from MPTCP to MPTCP, 10485760 down, 10485760 up",
						"file from TCP to TCP, 10485760 down, 10485760 up",
						"thread from MPTCP to MPTCP, 10485760 down, 10485760 up",
						"async from MPTCP to MPTCP, 10485760 down, 10485760 up");
		}
	}

	@Test
	void everyByteArrivesThoughTheServerDoesNotSpeakMptcp() {
		try (TomcatServer server = start(WebServerKind.TOMCAT, "server.mptcp.enabled=false")) {
			assertThat(TransferClient.transfer("http/1.1", this.mptcp, server.uri(""), SMALL))
				.isEqualTo("http/1.1 from FALLBACK to TCP, 10485760 down, 10485760 up");
		}
	}

	private static TomcatServer start(WebServerKind kind, String... properties) {
		Class<?> configuration = (kind == WebServerKind.TOMCAT) ? ServletTransfers.class : ReactiveTransfers.class;
		return TomcatServer.start(kind, configuration,
				Stream.concat(Stream.of(ServletTransfers.FILE + "=" + file), Stream.of(properties))
					.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Transfers.class)
	static class ReactiveTransfers {

		// Spring would prefer Reactor Netty's, which is on the class path too
		@Bean
		WebSocketHandlerAdapter webSocketHandlerAdapter() {
			return new WebSocketHandlerAdapter(new HandshakeWebSocketService(new StandardWebSocketUpgradeStrategy()));
		}

	}

}
