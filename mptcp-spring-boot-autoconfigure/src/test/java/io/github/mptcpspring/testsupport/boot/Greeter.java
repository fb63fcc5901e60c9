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
 * What {@link GreetingApplication} does; servlet and reactive applications can call it.
 */
@RestController
class Greeter {

	private final BlockedRequest later;

	Greeter(BlockedRequest later) {
		this.later = later;
	}

	@GetMapping("/")
	String greet() {
		return "hello";
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<Integer> count() {
		return Flux.range(1, 5).delayElements(Duration.ofMillis(20));
	}

	@GetMapping(path = "/long", produces = MediaType.TEXT_PLAIN_VALUE)
	String greetAtLength() {
		return "hello ".repeat(10_000);
	}

	@GetMapping("/moved")
	ResponseEntity<Void> move() {
		return ResponseEntity.status(HttpStatus.FOUND).header("Location", "/").build();
	}

	@GetMapping("/thread")
	Mono<String> nameThread() {
		// What blocks would get a thread of its own from WebFlux
		return Mono.fromSupplier(() -> Thread.currentThread().getName());
	}

	@GetMapping("/never")
	Mono<String> greetNever() {
		return Mono.never();
	}

	@GetMapping("/later")
	Mono<String> greetLater() {
		Mono<String> answer = Mono.fromCallable(this.later::answer);
		// An event loop must not block
		return Schedulers.isInNonBlockingThread() ? answer.subscribeOn(Schedulers.boundedElastic()) : answer;
	}

}
