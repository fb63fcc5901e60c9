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

package io.github.mptcpspring.benchmarks.endpoint;

import java.io.IOException;

import io.github.mptcpspring.benchmarks.Child;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A servlet application with the starter and the actuator, in a process of its own.
 */
@EnableAutoConfiguration
@RestController
public class AskedApplication {

	/**
	 * Answer an ordinary request.
	 * @return the answer
	 */
	@GetMapping("/")
	public String hello() {
		return "Hello";
	}

	/**
	 * Serve, and tell the port.
	 * @param arguments properties
	 * @throws IOException when nobody asks any more
	 */
	public static void main(String[] arguments) throws IOException {
		Environment environment = SpringApplication.run(AskedApplication.class, arguments).getEnvironment();
		Child.answer((question) -> environment.getRequiredProperty("local.server.port"));
	}

}
