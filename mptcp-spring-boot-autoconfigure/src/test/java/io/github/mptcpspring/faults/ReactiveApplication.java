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

package io.github.mptcpspring.faults;

import io.github.mptcpspring.testsupport.ReferenceBytes;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application of the tests on the reactive stack, whose threads must not block.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Answers.class, OwnReactorResources.class, Produced.class, ReactiveApplication.Routes.class })
class ReactiveApplication {

	@RestController
	static class Routes {

		private final Produced produced;

		Routes(Produced produced) {
			this.produced = produced;
		}

		@GetMapping("/")
		Mono<String> greet(ServerHttpRequest request, ServerHttpResponse response) {
			KernelHeaders.add(request.getLocalAddress(), request.getRemoteAddress(), response.getHeaders()::set);
			return Mono.just("hello");
		}

		@GetMapping("/stream")
		Mono<Void> stream(@RequestParam long bytes, ServerHttpResponse response) {
			response.getHeaders().setContentLength(bytes);
			return response.writeWith(chunks(bytes, response));
		}

		private Publisher<DataBuffer> chunks(long bytes, ServerHttpResponse response) {
			return Flux.<byte[], Long>generate(() -> 0L, (position, sink) -> {
				if (position == bytes) {
					sink.complete();
					return position;
				}
				byte[] chunk = ReferenceBytes.chunk(position, bytes);
				sink.next(chunk);
				this.produced.add(chunk.length);
				return position + chunk.length;
			}).map(response.bufferFactory()::wrap);
		}

	}

}
