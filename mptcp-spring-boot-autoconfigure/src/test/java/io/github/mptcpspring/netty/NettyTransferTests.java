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

package io.github.mptcpspring.netty;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.mptcpspring.testsupport.Exchange;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.tcp.AbstractProtocolSslContextSpec;
import reactor.netty.tcp.SslProvider;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many bytes in both directions over each transport, as HTTP/1.1, HTTP/2 and WebSocket,
 * with and without TLS, between peers that speak MPTCP and peers that do not.
 */
@MptcpRequired
class NettyTransferTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static ServerCertificate certificate;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		certificate = ServerCertificate.create(directory);
	}

	@ParameterizedTest
	@EnumSource
	void everyByteArrives(NettyTransport transport) throws Exception {
		ForkedJvm jvm = transport.run(Application.class, certificate.serverProperties());
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output().lines().filter((line) -> line.startsWith("Transfer: "))).as(jvm.output())
			.containsExactly(
			// @formatter:off
				"Transfer: http/1.1 from MPTCP to MPTCP, 104857600 down, 104857600 up",
				"Transfer: http/1.1 from TCP to TCP, 10485760 down, 10485760 up",
				"Transfer: http/1.1 from FALLBACK to TCP, 10485760 down, 10485760 up",
				"Transfer: https/1.1 from MPTCP to MPTCP, 10485760 down, 10485760 up",
				"Transfer: h2 from MPTCP to MPTCP, 10485760 down, 10485760 up",
				"Transfer: h2 from TCP to TCP, 10485760 down, 10485760 up",
				"Transfer: ws from MPTCP to MPTCP, 10485760 there and back",
				"Transfer: wss from MPTCP to MPTCP, 10485760 there and back");
			// @formatter:on
		assertThat(jvm.output()).contains("http-" + transport + "-");
		assertThat(NettyTransport.warnings(jvm)).isEmpty();
	}

	static final class Application {

		private static final long LARGE = DataSize.ofMegabytes(100).toBytes();

		private static final long SMALL = DataSize.ofMegabytes(10).toBytes();

		private final HttpClient tcp = HttpClient.create();

		private final HttpClient mptcp;

		private Application(MptcpHttpClientCustomizer customizer) {
			this.mptcp = customizer.apply(HttpClient.create());
		}

		static void main(String[] tlsProperties) throws IOException {
			try (NettyServer server = NettyServer.startOnItsOwn(Transfers.class, "client.mptcp.enabled=true");
					NettyServer tcpServer = NettyServer.startOnItsOwn(Transfers.class, "server.mptcp.enabled=false");
					NettyServer tlsServer = NettyServer.startOnItsOwn(Transfers.class, withHttp2(tlsProperties))) {
				new Application(server.context().getBean(MptcpHttpClientCustomizer.class)).run(server.uri(""),
						tcpServer.uri(""), URI.create("https://127.0.0.1:" + tlsServer.port()));
			}
		}

		private static String[] withHttp2(String[] tlsProperties) {
			List<String> properties = new ArrayList<>(List.of(tlsProperties));
			properties.add("server.http2.enabled=true");
			return properties.toArray(String[]::new);
		}

		private void run(URI server, URI tcpServer, URI tlsServer) {
			transfer("http/1.1", this.mptcp, server, LARGE);
			transfer("http/1.1", this.tcp, server, SMALL);
			transfer("http/1.1", this.mptcp, tcpServer, SMALL);
			transfer("https/1.1", http1(this.mptcp), tlsServer, SMALL);
			transfer("h2", http2(this.mptcp), tlsServer, SMALL);
			transfer("h2", http2(this.tcp), tlsServer, SMALL);
			echo("ws", this.mptcp, server);
			echo("wss", http1(this.mptcp), tlsServer);
		}

		private static HttpClient http1(HttpClient client) {
			return secure(client, Http11SslContextSpec.forClient());
		}

		private static HttpClient http2(HttpClient client) {
			return secure(client.protocol(HttpProtocol.H2), Http2SslContextSpec.forClient());
		}

		private static HttpClient secure(HttpClient client, AbstractProtocolSslContextSpec<?> contextSpec) {
			SslProvider.GenericSslContextSpec<SslContextBuilder> trusting = contextSpec
				.configure((builder) -> builder.trustManager(InsecureTrustManagerFactory.INSTANCE));
			return client.secure((spec) -> spec.sslContext(trusting));
		}

		private static void transfer(String protocol, HttpClient client, URI server, long length) {
			WebClient webClient = WebClient.builder()
				.clientConnector(new ReactorClientHttpConnector(client))
				.baseUrl(server.toString())
				.build();
			print(protocol, () -> {
				String down = webClient.get()
					.uri("/transfers/{length}", length)
					.exchangeToMono((response) -> Transfers.check(response.bodyToFlux(DataBuffer.class), length)
						.map((received) -> describe(response) + ", " + received + " down"))
					.block(TIMEOUT);
				String up = webClient.post()
					.uri("/transfers/{length}", length)
					.contentType(MediaType.APPLICATION_OCTET_STREAM)
					.body(Transfers.bytes(length), DataBuffer.class)
					.retrieve()
					.bodyToMono(String.class)
					.block(TIMEOUT);
				return down + ", " + up + " up";
			});
		}

		private static String describe(ClientResponse response) {
			return describe(response.headers().asHttpHeaders().getFirst(Exchange.AT_CLIENT),
					response.headers().asHttpHeaders().getFirst(Exchange.AT_SERVER));
		}

		private static String describe(String client, String server) {
			return "from " + client + " to " + server;
		}

		private static void echo(String scheme, HttpClient client, URI server) {
			ReactorNettyWebSocketClient webSocketClient = new ReactorNettyWebSocketClient(client,
					WebsocketClientSpec.builder());
			URI uri = URI.create(scheme + "://" + server.getAuthority() + Transfers.ECHO);
			print(scheme, () -> {
				StringBuilder answer = new StringBuilder();
				webSocketClient.execute(uri, (session) -> {
					String peers = describe(session.getHandshakeInfo().getHeaders().getFirst(Exchange.AT_CLIENT),
							session.getHandshakeInfo().getHeaders().getFirst(Exchange.AT_SERVER));
					Mono<Void> sent = session
						.send(Transfers.bytes(SMALL).map((bytes) -> session.binaryMessage((factory) -> bytes)));
					Mono<Long> received = Transfers.check(session.receive()
						.take(SMALL / Transfers.MESSAGE)
						.map((message) -> DataBufferUtils.retain(message.getPayload())), SMALL);
					return received.doOnNext((length) -> answer.append(peers).append(", ").append(length)).and(sent);
				}).block(TIMEOUT);
				return answer + " there and back";
			});
		}

		/** A case that fails is one line, and the others are tried all the same. */
		private static void print(String protocol, Supplier<String> transfer) {
			String result;
			try {
				result = transfer.get();
			}
			catch (RuntimeException ex) {
				result = "failed: " + ex;
			}
			System.out.println("Transfer: " + protocol + " " + result);
		}

	}

}
