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

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.HttpConnection;
import tools.jackson.databind.JsonNode;

/**
 * The rows of a list of connections.
 *
 * @param all the rows in the order in which they were answered
 */
record Rows(List<JsonNode> all) {

	static Rows of(JsonNode connections) {
		return new Rows(connections.get("connections").valueStream().toList());
	}

	static Rows of(EndpointClient endpoint) {
		return of(endpoint.connections());
	}

	/**
	 * Find the row of one end of a connection.
	 * @param local the address of that end
	 * @param remote the address of the other end
	 * @return the row
	 */
	Optional<JsonNode> find(String local, String remote) {
		return this.all.stream()
			.filter((row) -> row.get("local").asString().equals(local) && row.get("remote").asString().equals(remote))
			.findFirst();
	}

	JsonNode atClient(HttpConnection connection) throws IOException {
		return get(connection.local(), connection.remote());
	}

	JsonNode atServer(HttpConnection connection) throws IOException {
		return get(connection.remote(), connection.local());
	}

	private JsonNode get(String local, String remote) {
		return find(local, remote)
			.orElseThrow(() -> new AssertionError("No connection of " + local + " to " + remote + " in " + this.all));
	}

	List<String> texts(String field) {
		return this.all.stream().map((row) -> row.get(field).asString()).toList();
	}

	/**
	 * Return the names of the fields of an object.
	 * @param object the object
	 * @return the names
	 */
	static Stream<String> names(JsonNode object) {
		return object.propertyNames().stream();
	}

}
