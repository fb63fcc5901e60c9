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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SampleApplication} as it ships, on a real server. The client speaks
 * plain TCP, and the server falls back to it where there is no MPTCP, so these tests run
 * anywhere.
 */
@Tag("server")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SampleApplicationTests {

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 64_256, 100_003, 5 * 1024 * 1024 + 1 })
	void downloadSendsExactlyTheBytesAskedFor(long bytes) throws Exception {
		HttpResponse<byte[]> response = send("/download?bytes=" + bytes, BodyHandlers.ofByteArray());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(bytes);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
		assertThat(response.body()).isEqualTo(pattern(bytes));
	}

	@Test
	void badNumberOfBytesIsAProblem() throws Exception {
		HttpResponse<String> response = send("/download?bytes=10737418241", BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.body()).contains("from 0 to 10737418240");
	}

	@Test
	void downloadSaysWhatItsConnectionIs() throws Exception {
		HttpResponse<String> response = send("/download?bytes=1", BodyHandlers.ofString());
		assertThat(response.headers().firstValue("Mptcp-Connection")).hasValue("tcp");
	}

	@Test
	void relayDownloadsFromItself() throws Exception {
		HttpResponse<String> response = send("/relay?bytes=100003", BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("\"bytes\":100003", "\"millis\":", "\"protocol\":", "\"subflows\":");
	}

	@Test
	void badNumberOfBytesToRelayIsAProblem() throws Exception {
		HttpResponse<String> response = send("/relay?bytes=ten", BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

	@Test
	void homePageTellsHowToSeeMptcp() throws Exception {
		HttpResponse<String> response = send("/", BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("ss -Mln", "mptcpize run curl");
	}

	@Test
	void homePageShowsWhatTheEndpointAnswers() throws Exception {
		assertThat(send("/", BodyHandlers.ofString()).body()).contains("<script src=\"live.js\">");
		assertThat(send("/live.js", BodyHandlers.ofString()).body()).contains("actuator/mptcp");
		assertThat(send("/actuator/mptcp", BodyHandlers.ofString()).body())
			.contains("\"listeners\":[{\"server\":\"tomcat\"");
		assertThat(send("/actuator/mptcp/connections?limit=10", BodyHandlers.ofString()).body())
			.contains("\"connections\":[");
	}

	@Test
	void metersAreThere() throws Exception {
		assertThat(send("/actuator/metrics/mptcp.connections", BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

	private <T> HttpResponse<T> send(String path, HttpResponse.BodyHandler<T> handler) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			URI uri = URI.create("http://localhost:" + this.port + path);
			return client.send(HttpRequest.newBuilder(uri).build(), handler);
		}
	}

	private static byte[] pattern(long length) {
		byte[] pattern = new byte[Math.toIntExact(length)];
		for (int i = 0; i < pattern.length; i++) {
			pattern[i] = (byte) (i % 251);
		}
		return pattern;
	}

}
