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

package io.github.mptcpspring.testsupport.laboratory;

import java.net.InetSocketAddress;
import java.util.Objects;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import io.github.mptcpspring.testsupport.boot.Exchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves {@link ReferenceBytes} as a stream.
 */
@RestController
@ConditionalOnWebApplication(type = Type.REACTIVE)
class ReactiveDownloads {

	@GetMapping(DownloadUri.PATH)
	Mono<Void> download(@RequestParam long bytes, ServerHttpRequest request, ServerHttpResponse response) {
		InetSocketAddress local = Objects.requireNonNull(request.getLocalAddress());
		InetSocketAddress remote = Objects.requireNonNull(request.getRemoteAddress());
		response.getHeaders().set(Exchange.AT_SERVER, KernelSockets.connection(local, remote).name());
		response.getHeaders().setContentLength(bytes);
		Flux<DataBuffer> chunks = Flux.generate(() -> 0L, (sent, sink) -> {
			if (sent == bytes) {
				sink.complete();
				return sent;
			}
			byte[] chunk = ReferenceBytes.chunk(sent, bytes);
			sink.next(response.bufferFactory().wrap(chunk));
			return sent + chunk.length;
		});
		return response.writeWith(chunks);
	}

}
