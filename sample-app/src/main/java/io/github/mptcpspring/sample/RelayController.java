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

package io.github.mptcpspring.sample;

import java.net.URI;

import io.github.mptcpspring.MptcpSockets;
import reactor.core.publisher.Mono;

import org.springframework.core.env.Environment;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Downloads from the peer, which is this application itself unless {@code sample.peer}
 * names another, and says what the connection was.
 */
@RestController
class RelayController {

	private final WebClient client;

	private final SampleProperties properties;

	private final Environment environment;

	private final MptcpSockets sockets;

	RelayController(WebClient.Builder clientBuilder, SampleProperties properties, Environment environment,
			MptcpSockets sockets) {
		this.client = clientBuilder.build();
		this.properties = properties;
		this.environment = environment;
		this.sockets = sockets;
	}

	@GetMapping("/relay")
	Mono<RelayReport> relay(@RequestParam(defaultValue = "") String bytes) {
		RelayedDownload download = new RelayedDownload(ByteCount.parse(bytes), this.sockets);
		URI uri = UriComponentsBuilder.fromUriString(peer())
			.path("/download")
			.queryParam("bytes", bytes)
			.build()
			.toUri();
		return this.client.get()
			.uri(uri)
			.httpRequest(download::sendingOn)
			.retrieve()
			.bodyToFlux(DataBuffer.class)
			.doOnNext(download::received)
			.then(Mono.fromSupplier(download::report))
			.onErrorMap(WebClientException.class, (ex) -> new ResponseStatusException(HttpStatus.BAD_GATEWAY,
					"Cannot download from " + uri + ": " + ex.getMessage(), ex));
	}

	private String peer() {
		String peer = this.properties.peer();
		return (peer != null) ? peer : "http://localhost:" + this.environment.getProperty("local.server.port");
	}

}
