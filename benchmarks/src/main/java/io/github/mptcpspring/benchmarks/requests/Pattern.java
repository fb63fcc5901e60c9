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

package io.github.mptcpspring.benchmarks.requests;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * A way to send a request.
 */
enum Pattern {

	/** One write: nothing can be held back. */
	GET("GET", 0),

	/**
	 * The headers and each part of the body are written for themselves, and then the
	 * client waits for the answer. Without {@code TCP_NODELAY} the second write is held
	 * back until the server's kernel acknowledges the first, for which it takes its time.
	 */
	STREAMED_POST("streamed POST, 2 parts", 2),

	/** The same with more parts. */
	LONGER_POST("streamed POST, 5 parts", 5);

	private static final byte[] PART = "x".repeat(200).getBytes(StandardCharsets.US_ASCII);

	private final String title;

	private final int parts;

	Pattern(String title, int parts) {
		this.title = title;
		this.parts = parts;
	}

	String title() {
		return this.title;
	}

	/**
	 * Send a request and wait for the whole answer.
	 * @param client the client
	 * @param port the port of the server
	 */
	void send(HttpClient client, int port) {
		String uri = "http://127.0.0.1:" + port + "/";
		Mono<String> answer = (this.parts == 0) ? client.get().uri(uri).responseContent().aggregate().asString()
				: client.post()
					.uri(uri)
					.send((request, outbound) -> outbound.send(body(), (part) -> true))
					.responseContent()
					.aggregate()
					.asString();
		String length = answer.block();
		if (!String.valueOf(this.parts * PART.length).equals(length)) {
			throw new IllegalStateException("The server has received " + length + " bytes");
		}
	}

	private Flux<ByteBuf> body() {
		return Flux.fromStream(IntStream.range(0, this.parts).mapToObj((part) -> Unpooled.wrappedBuffer(PART)));
	}

}
