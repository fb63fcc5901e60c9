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

package io.github.mptcpspring.servertests;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.mptcpspring.testsupport.ReferenceBytes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.stereotype.Controller;

/**
 * Streams over RSocket, and what a client does with them.
 */
@Controller
class TransferController {

	/** More than the buffers of the kernel take, so that each end waits for the other. */
	private static final int CHUNKS = 1000;

	private static final int CHUNK = 8192;

	static final long LENGTH = (long) CHUNKS * CHUNK;

	@MessageMapping("download")
	Flux<byte[]> download() {
		return stream();
	}

	@MessageMapping("upload")
	Mono<String> upload(Flux<byte[]> chunks) {
		return check(chunks);
	}

	/**
	 * Exchange megabytes in both directions, with pauses, and compare them.
	 * @param requester the client
	 */
	static void exchange(RSocketRequester requester) {
		String all = Long.toString(LENGTH);
		for (Mono<String> transfer : List.of(check(download(requester)),
				requester.route("upload").data(stream(), byte[].class).retrieveFlux(String.class).single())) {
			String arrived = transfer.block(Duration.ofSeconds(60));
			if (!all.equals(arrived)) {
				throw new IllegalStateException(arrived + " bytes have arrived");
			}
		}
	}

	/**
	 * Receive megabytes.
	 * @param requester the client
	 * @return the parts in which they arrive
	 */
	static Flux<byte[]> download(RSocketRequester requester) {
		return requester.route("download").retrieveFlux(byte[].class);
	}

	private static Flux<byte[]> stream() {
		return Flux.concat(chunks(0, CHUNKS / 2), Mono.delay(Duration.ofMillis(100)).then(Mono.empty()),
				chunks(CHUNKS / 2, CHUNKS));
	}

	private static Flux<byte[]> chunks(int start, int end) {
		return Flux.range(start, end - start).map((number) -> ReferenceBytes.chunk((long) number * CHUNK, LENGTH));
	}

	private static Mono<String> check(Flux<byte[]> chunks) {
		AtomicLong position = new AtomicLong();
		return chunks
			.doOnNext((chunk) -> ReferenceBytes.check(position.getAndAdd(chunk.length), ByteBuffer.wrap(chunk)))
			.then(Mono.fromSupplier(position::toString));
	}

}
