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

package io.github.mptcpspring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata from which an IDE completes the properties.
 */
class ConfigurationMetadataTests {

	private final JsonNode metadata = read();

	@ParameterizedTest
	@CsvSource({ "server.mptcp.enabled, java.lang.Boolean, false",
			"server.mptcp.on-unavailable, io.github.mptcpspring.OnUnavailable, fallback",
			"client.mptcp.enabled, java.lang.Boolean, false",
			"client.mptcp.on-unavailable, io.github.mptcpspring.OnUnavailable, fallback",
			"client.mptcp.include, java.util.List<io.github.mptcpspring.DestinationPattern>, ''",
			"client.mptcp.exclude, java.util.List<io.github.mptcpspring.DestinationPattern>, ''",
			"client.mptcp.serviceclient, 'java.util.Map<java.lang.String,io.github.mptcpspring.autoconfigure.ClientMptcpProperties$Group>', ''",
			"client.mptcp.grpc.enabled, java.lang.Boolean, false",
			"client.mptcp.r2dbc.enabled, java.lang.Boolean, false",
			"client.mptcp.rabbitmq.enabled, java.lang.Boolean, false",
			"client.mptcp.redis.enabled, java.lang.Boolean, false",
			"management.endpoint.mptcp.access, org.springframework.boot.actuate.endpoint.Access, read_only",
			"management.endpoint.mptcp.cache.time-to-live, java.time.Duration, 0ms",
			"management.endpoint.mptcp.show-addresses, org.springframework.boot.actuate.endpoint.Show, when-authorized",
			"management.endpoint.mptcp.roles, java.util.Set<java.lang.String>, ''",
			"management.health.mptcp.enabled, java.lang.Boolean, true",
			"management.server.mptcp.enabled, java.lang.Boolean, false", "tfo.connect, java.lang.Boolean, false",
			"tfo.queue-length, java.lang.Integer, 0", "tfo.with-mptcp, java.lang.Boolean, false" })
	void everyPropertyHasTypeDefaultAndDescription(String name, String type, String defaultValue) {
		JsonNode property = named("properties", name).findFirst().orElseThrow();
		assertThat(property.path("type").asString()).isEqualTo(type);
		assertThat(property.path("defaultValue").asString()).isEqualTo(defaultValue);
		assertThat(property.path("description").asString()).doesNotContain("these")
			.matches("(The|Hosts|Whether|When|What|Length|Permitted|Maximum|Roles) .*\\.");
	}

	@Test
	void nothingElseIsDescribed() {
		assertThat(this.metadata.path("properties")).hasSize(20);
	}

	@ParameterizedTest
	@CsvSource({ "server.mptcp.on-unavailable, fallback fail", "client.mptcp.on-unavailable, fallback fail",
			"tfo.queue-length, 0 256" })
	void valuesHaveHints(String name, String values) {
		assertThat(named("hints", name).flatMap((hint) -> hint.path("values").valueStream()))
			.allSatisfy((value) -> assertThat(value.path("description").asString()).endsWith("."))
			.extracting((value) -> value.path("value").asString())
			.containsExactly(values.split(" "));
	}

	private Stream<JsonNode> named(String group, String name) {
		return this.metadata.path(group).valueStream().filter((node) -> node.path("name").asString().equals(name));
	}

	private static JsonNode read() {
		try (InputStream json = ConfigurationMetadataTests.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonMapper.shared().readTree(json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
