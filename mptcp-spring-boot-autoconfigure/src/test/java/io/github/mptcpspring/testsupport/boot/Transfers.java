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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.github.mptcpspring.testsupport.ReferenceBytes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

/**
 * Sends and receives many bytes with pauses at both ends: the one runs dry, the other
 * finds the buffers of the kernel full. Each byte is compared.
 */
@RestController
public class Transfers {

	/** Where the WebSocket is. */
	public static final String ECHO = "/echo";

	/** As long as each of {@link ReferenceBytes#chunk}, but the last. */
	public static final int MESSAGE = 8192;

	private static final int PAUSES = 5;

	static final Duration PAUSE = Duration.ofMillis(30);

	@GetMapping(path = "/transfers/{length}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<DataBuffer> download(@PathVariable long length) {
		return bytes(length);
	}

	@PostMapping("/transfers/{length}")
	Mono<String> upload(@PathVariable long length, @RequestBody Flux<DataBuffer> body) {
		return check(body, length).map(String::valueOf);
	}

	/** Sends back each message as it came. */
	@Bean
	SimpleUrlHandlerMapping echoMapping() {
		WebSocketHandler echo = (session) -> session
			.send(session.receive().map((message) -> session.binaryMessage((factory) -> {
				ByteBuffer payload = ByteBuffer.allocate(message.getPayload().readableByteCount());
				message.getPayload().toByteBuffer(payload);
				return factory.wrap(payload);
			})));
		return new SimpleUrlHandlerMapping(Map.of(ECHO, echo), -1);
	}

	/**
	 * Return bytes, with pauses.
	 * @param length how many
	 * @return the bytes
	 */
	public static Flux<DataBuffer> bytes(long length) {
		return Flux.<Long, Long>generate(() -> 0L, (position, sink) -> {
			if (position < length) {
				sink.next(position);
			}
			else {
				sink.complete();
			}
			return position + MESSAGE;
		}).concatMap((position) -> {
			byte[] chunk = ReferenceBytes.chunk(position, length);
			Mono<DataBuffer> next = Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(chunk));
			return isPause(position, position + chunk.length, length) ? next.delayElement(PAUSE) : next;
		}, 1);
	}

	/**
	 * Receive bytes and compare them.
	 * @param body where they come from
	 * @param length how many are expected, which only decides on the pauses
	 * @return how many have come
	 */
	public static Mono<Long> check(Flux<DataBuffer> body, long length) {
		AtomicLong position = new AtomicLong();
		return body.concatMap((buffer) -> {
			ByteBuffer arrived = ByteBuffer.allocate(buffer.readableByteCount());
			buffer.toByteBuffer(arrived);
			DataBufferUtils.release(buffer);
			long start = position.getAndAdd(arrived.remaining());
			ReferenceBytes.check(start, arrived);
			return isPause(start, position.get(), length) ? Mono.delay(PAUSE) : Mono.empty();
		}, 1).then(Mono.fromSupplier(position::get));
	}

	/**
	 * Return whether there is a pause.
	 * @param start the position of the first byte
	 * @param end the position after the last one
	 * @param length how many bytes there are in all
	 * @return whether to pause after the last one
	 */
	static boolean isPause(long start, long end, long length) {
		long distance = Math.max(1, length / PAUSES);
		return start / distance != end / distance;
	}

}
