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

package io.github.mptcpspring.tomcat;

import io.github.mptcpspring.testsupport.BlockedRequest;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What {@link TomcatApplication} does; servlet and reactive applications can call it.
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

	@GetMapping("/thread")
	Mono<String> nameThread() {
		// What blocks would get a thread of its own from WebFlux
		return Mono.fromSupplier(() -> Thread.currentThread().getName());
	}

	@GetMapping("/later")
	String greetLater() throws InterruptedException {
		return this.later.answer();
	}

}
