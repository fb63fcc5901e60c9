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

import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers that belong to one request only, so that a mix-up of connections shows.
 */
@RestController
class Answers {

	private final Gate gate = new Gate();

	static String to(int number) {
		return "The answer to " + number;
	}

	Gate gate() {
		return this.gate;
	}

	@GetMapping("/answer")
	Mono<String> answer(@RequestParam int number) {
		return Mono.just(to(number));
	}

	/**
	 * Answer not before the gate is opened.
	 * @param number the number of the request
	 * @return the answer
	 */
	@GetMapping("/held")
	Mono<String> answerHeld(@RequestParam int number) {
		return this.gate.pass().thenReturn(to(number));
	}

}
