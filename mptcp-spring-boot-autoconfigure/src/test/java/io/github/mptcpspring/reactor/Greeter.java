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

package io.github.mptcpspring.reactor;

import java.time.Duration;

import io.github.mptcpspring.testsupport.BlockedRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What {@link NettyApplication} does.
 */
@RestController
class Greeter {

	private final BlockedRequest later;

	Greeter(BlockedRequest later) {
		this.later = later;
	}

	@GetMapping("/")
	Mono<String> greet() {
		return Mono.just("hello");
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<Integer> count() {
		return Flux.range(1, 5).delayElements(Duration.ofMillis(20));
	}

	@GetMapping(path = "/long", produces = MediaType.TEXT_PLAIN_VALUE)
	Mono<String> greetAtLength() {
		return Mono.just("hello ".repeat(10_000));
	}

	@GetMapping("/moved")
	Mono<ResponseEntity<Void>> move() {
		return Mono.just(ResponseEntity.status(HttpStatus.FOUND).header("Location", "/").build());
	}

	@GetMapping("/thread")
	Mono<String> nameThread() {
		return Mono.fromSupplier(() -> Thread.currentThread().getName());
	}

	@GetMapping("/never")
	Mono<String> greetNever() {
		return Mono.never();
	}

	@GetMapping("/later")
	Mono<String> greetLater() {
		return Mono.fromCallable(this.later::answer).subscribeOn(Schedulers.boundedElastic());
	}

}
