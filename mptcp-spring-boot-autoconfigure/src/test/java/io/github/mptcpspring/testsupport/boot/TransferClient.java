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

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
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
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;

/**
 * Moves many bytes to a server and back, and tells in a line what became of it.
 */
public final class TransferClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private TransferClient() {
	}

	/**
	 * Let a client speak TLS.
	 * @param client the client
	 * @return a client that trusts every server
	 */
	public static HttpClient http1(HttpClient client) {
		return secure(client, Http11SslContextSpec.forClient());
	}

	/**
	 * Let a client speak HTTP/2 over TLS.
	 * @param client the client
	 * @return a client that trusts every server
	 */
	public static HttpClient http2(HttpClient client) {
		return secure(client.protocol(HttpProtocol.H2), Http2SslContextSpec.forClient());
	}

	private static HttpClient secure(HttpClient client, AbstractProtocolSslContextSpec<?> contextSpec) {
		SslProvider.GenericSslContextSpec<SslContextBuilder> trusting = contextSpec
			.configure((builder) -> builder.trustManager(InsecureTrustManagerFactory.INSTANCE));
		return client.secure((spec) -> spec.sslContext(trusting));
	}

	/**
	 * Download and upload with a WebClient and tell what became of it.
	 * @param protocol the name of the case
	 * @param client the client
	 * @param server the server, which has {@link Transfers}
	 * @param length how many bytes
	 * @return the name, between whom, and how many bytes arrived
	 */
	public static String transfer(String protocol, HttpClient client, URI server, long length) {
		WebClient webClient = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(client))
			.baseUrl(server.toString())
			.build();
		return result(protocol, () -> {
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

	/**
	 * Download and upload with a RestClient and tell what became of it.
	 * @param name the name of the case
	 * @param client the client
	 * @param server the server, which has {@link Transfers}
	 * @param length how many bytes
	 * @return the name, between whom, and how many bytes arrived
	 */
	public static String transferBlocking(String name, HttpClient client, URI server, long length) {
		RestClient restClient = RestClient.builder()
			.requestFactory(new ReactorClientHttpRequestFactory(client))
			.baseUrl(server.toString())
			.build();
		return result(name, () -> {
			String down = restClient.get().uri("/transfers/{length}", length).exchange((request, response) -> {
				long received = BlockingTransfers.check(response.getBody(), length);
				return describe(response.getHeaders().getFirst(Exchange.AT_CLIENT),
						response.getHeaders().getFirst(Exchange.AT_SERVER)) + ", " + received + " down";
			});
			StreamingHttpOutputMessage.Body body = (stream) -> BlockingTransfers.write(stream, length);
			String up = restClient.post()
				.uri("/transfers/{length}", length)
				.contentType(MediaType.APPLICATION_OCTET_STREAM)
				.body(body)
				.retrieve()
				.body(String.class);
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

	/**
	 * Send bytes over a WebSocket, receive them again and tell what became of it.
	 * @param scheme the scheme of the URI
	 * @param client the client
	 * @param server the server, which has {@link Transfers}
	 * @param length how many bytes
	 * @return the name, between whom, and how many bytes arrived
	 */
	public static String echo(String scheme, HttpClient client, URI server, long length) {
		ReactorNettyWebSocketClient webSocketClient = new ReactorNettyWebSocketClient(client,
				WebsocketClientSpec.builder());
		URI uri = URI.create(scheme + "://" + server.getAuthority() + Transfers.ECHO);
		return result(scheme, () -> {
			StringBuilder answer = new StringBuilder();
			webSocketClient.execute(uri, (session) -> {
				String peers = describe(session.getHandshakeInfo().getHeaders().getFirst(Exchange.AT_CLIENT),
						session.getHandshakeInfo().getHeaders().getFirst(Exchange.AT_SERVER));
				Mono<Void> sent = session
					.send(Transfers.bytes(length).map((bytes) -> session.binaryMessage((factory) -> bytes)));
				Mono<Long> received = Transfers.check(session.receive()
					.take(length / Transfers.MESSAGE)
					.map((message) -> DataBufferUtils.retain(message.getPayload())), length);
				return received.doOnNext((arrived) -> answer.append(peers).append(", ").append(arrived)).and(sent);
			}).block(TIMEOUT);
			return answer + " there and back";
		});
	}

	/** A case that fails is one line, and the others are tried all the same. */
	private static String result(String name, Supplier<String> transfer) {
		try {
			return name + " " + transfer.get();
		}
		catch (RuntimeException ex) {
			return name + " failed: " + ex;
		}
	}

}
