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

package io.github.mptcpspring.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.mptcpspring.testsupport.boot.SharedReadings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks the endpoint over HTTP. Every question comes over a TCP connection of its own,
 * which the answer may show, and as it is written, which an HTTP client would not do.
 *
 * @param port where it is asked
 * @param application the application, which is not to answer what it has read for others;
 * {@code null} when it may
 */
record EndpointClient(int port, @Nullable ApplicationContext application) {

	static final String MPTCP = "/actuator/mptcp";

	static final String CONNECTIONS = MPTCP + "/connections";

	private static final JsonMapper MAPPER = new JsonMapper();

	JsonNode mptcp(String... headers) {
		return json(MPTCP, headers);
	}

	JsonNode connections(String... headers) {
		return json(CONNECTIONS + "?limit=500", headers);
	}

	JsonNode connection(String id, String... headers) {
		return json(CONNECTIONS + "/" + id, headers);
	}

	JsonNode json(String target, String... headers) {
		Answer answer = get(target, headers);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer.json();
	}

	Answer get(String target, String... headers) {
		return send("GET", target, headers);
	}

	/**
	 * Ask.
	 * @param method the method
	 * @param target the path and the query, which are sent as they are
	 * @param headers header fields, {@code "Name: value"}
	 * @return the answer
	 */
	Answer send(String method, String target, String... headers) {
		if (this.application != null) {
			SharedReadings.expire(this.application);
		}
		// HTTP/1.0: no chunks, and the connection ends with the answer
		StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.0\r\nHost: localhost\r\n");
		List.of(headers).forEach((header) -> request.append(header).append("\r\n"));
		String answer = LoopbackExchange.exchange(this.port,
				request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
		assertThat(answer).as("answer to " + abbreviate(target)).startsWith("HTTP/1.");
		int status = Integer.parseInt(answer.split(" ", 3)[1]);
		int body = answer.indexOf("\r\n\r\n");
		return new Answer(status, answer.substring(body + 4));
	}

	private static String abbreviate(String target) {
		return (target.length() > 100) ? target.substring(0, 100) + "…" : target;
	}

	/**
	 * What the endpoint answers.
	 *
	 * @param status the status of the response
	 * @param body its body
	 */
	record Answer(int status, String body) {

		JsonNode json() {
			return MAPPER.readTree(this.body);
		}

	}

}
