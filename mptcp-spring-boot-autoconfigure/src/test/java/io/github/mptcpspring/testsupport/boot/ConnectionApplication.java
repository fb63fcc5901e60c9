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

import java.util.Optional;

import io.github.mptcpspring.MptcpConnection;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application, servlet or reactive, whose handlers ask for the connection of the
 * request, in each way there is.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ConnectionApplication.Handlers.class)
public class ConnectionApplication {

	/** What a handler answers without a connection. */
	public static final String NONE = "none";

	/**
	 * Handlers with an argument.
	 */
	@RestController
	static class Handlers {

		@GetMapping("/argument")
		String argument(@Nullable MptcpConnection connection) {
			return describe(connection);
		}

		@GetMapping("/optional")
		String optional(Optional<MptcpConnection> connection) {
			return describe(connection.orElse(null));
		}

		@GetMapping("/attribute")
		String attribute(
				@RequestAttribute(name = MptcpConnection.ATTRIBUTE, required = false) MptcpConnection connection) {
			return describe(connection);
		}

		private static String describe(@Nullable MptcpConnection connection) {
			return (connection != null) ? String.join(" ", connection.toString(), String.valueOf(connection.protocol()),
					String.valueOf(connection.subflows()), connection.local().toString(),
					connection.remote().toString(),
					connection.paths()
						.stream()
						.map((path) -> path.state() + ":" + path.local().equals(connection.local())
								+ path.remote().equals(connection.remote()))
						.toList()
						.toString())
					: NONE;
		}

	}

}
