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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for requests that mean no good: they get a 4xx or an answer, never an error of
 * the server.
 */
@Tag("endpoint")
@MptcpRequired
@ParameterizedClass
@TomcatAndNetty
@ExtendWith(OutputCaptureExtension.class)
class EndpointHostileRequestTests {

	/** Is in the stack of whatever Tomcat does with a request. */
	private static final String PASSES_REQUESTS_ON = "at io.github.mptcpspring.tomcat.ConnectionAttributeAdapter.service(";

	private final WebServerKind kind;

	EndpointHostileRequestTests(WebServerKind kind) {
		this.kind = kind;
	}

	@Test
	void hostileIdIsRefused(CapturedOutput output) throws IOException {
		try (EndpointServer server = EndpointServer.start(this.kind);
				HttpConnection connection = HttpConnection.mptcp(server.ipv4())) {
			connection.get("/");
			assertRefused(server, hostileTexts().map((text) -> EndpointClient.CONNECTIONS + "/" + text));
			assertRefused(server, hostileTexts().map((text) -> EndpointClient.MPTCP + "/" + text + "/00000000"));
			assertRefused(server, hostileTexts().map((text) -> EndpointClient.MPTCP + "/" + text));
			assertUnharmed(server, output);
		}
	}

	@Test
	void hostileLimitIsRefusedOrTakenForTheNumberThatItIs(CapturedOutput output) {
		try (EndpointServer server = EndpointServer.start(this.kind)) {
			assertNoServerError(server, hostileTexts().map((text) -> EndpointClient.CONNECTIONS + "?limit=" + text));
			assertUnharmed(server, output);
		}
	}

	@Test
	void hostileQueryIsRefusedOrIgnored(CapturedOutput output) {
		try (EndpointServer server = EndpointServer.start(this.kind)) {
			Stream<String> queries = Stream.of("limit=1&limit=2", "limit=1&limit=abc", "limit=abc&limit=1", "limit",
					"limit=&limit=", "=", "&&&&", "?", "limit[]=1", "limit[0]=1", "LIMIT=abc", "collection=x",
					"id=..%2f", "securityContext=x", "securityContext.principal=root", "%00=%00", "%=%",
					many("limit=1", 2000), many("a=b", 5000), "x=" + "y".repeat(100_000));
			assertNoServerError(server, Stream
				.concat(hostileTexts().flatMap((text) -> Stream.of(text, text + "=1", "x=" + text)), queries)
				.flatMap((query) -> Stream
					.of(EndpointClient.MPTCP, EndpointClient.CONNECTIONS, EndpointClient.CONNECTIONS + "/00000000")
					.map((path) -> path + "?" + query)));
			assertUnharmed(server, output);
		}
	}

	@Test
	void namesOfOtherParametersDoNotChangeWhoAsks() throws IOException {
		try (EndpointServer server = EndpointServer.start(this.kind);
				HttpConnection connection = HttpConnection.tcp(server.ipv4())) {
			connection.get("/");
			String query = "?securityContext=x&securityContext.principal=x&showAddresses=always";
			assertThat(Rows.of(server.endpoint().json(EndpointClient.CONNECTIONS + query)).texts("local"))
				.containsOnly("******");
		}
	}

	@Test
	void hostileHeadersAreRefusedOrIgnored(CapturedOutput output) {
		try (EndpointServer server = EndpointServer.start(this.kind)) {
			SoftAssertions assertions = new SoftAssertions();
			Stream
				.of("Accept: text/html", "Accept: application/xml", "Accept: */*;q=0", "Accept: x",
						"Accept: " + ",".repeat(1000), "Content-Type: " + "a/b;".repeat(100), "Accept-Charset: utf-16",
						"Accept-Language: " + "x-".repeat(500), "Authorization: Basic " + "A".repeat(1000),
						"Authorization: Bearer null", "X-Forwarded-For: 127.0.0.1", "Range: bytes=0-1,2-3",
						"If-None-Match: *", "Expect: 100-continue", "Expect: x", "Content-Length: -1",
						"Transfer-Encoding: chunked, x", "X: " + "y".repeat(100_000))
				.forEach((header) -> assertions
					.assertThat(server.endpoint().get(EndpointClient.CONNECTIONS, header).status())
					.as(header)
					.isBetween(200, 499));
			assertions.assertAll();
			assertUnharmed(server, output);
		}
	}

	private static Stream<String> hostileTexts() {
		return Stream.of("x".repeat(1000), "0".repeat(100_000), "f".repeat(7), "%2e%2e", "..%2f..%2fetc%2fpasswd",
				"%2F", "%2f%2f", "%5c..%5c", "..;/", ";", ";jsessionid=1", "a;b=c", "%3b", "%00", "abc%00def",
				"%0d%0aX:%20y", "%0a", "%09", "%7f", "%ff", "%c0%ae", "%ed%a0%80", "%f0%9f%92%a9", "%e2%80%ae", "٣",
				"%D9%A3%D9%A3%D9%A3%D9%A3%D9%A3%D9%A3%D9%A3%D9%A3", "😀", "%25s%25n", "%s%n%x", "%", "%%", "%zz",
				"%u0041", "{id}", "%7Bid%7D", "*", "%2a", "**", "${jndi:ldap://127.0.0.1:1/x}",
				"%24%7Bjndi%3Aldap%3A%2F%2F127.0.0.1%3A1%2Fx%7D", "%23%7B7*7%7D", "'", "%27%20OR%20%271%27=%271",
				"1%3BDROP%20TABLE%20connections", "<script>", "%3Cscript%3E", "[", "]", "|", "^", "`", "\\", "\"", "-0",
				"+1", "--help", "0x1F", "1e9", "null", "undefined", "NaN", "true", "file:%2f%2f%2fetc%2fpasswd",
				"~root", "@", ":", "__proto__");
	}

	private static String many(String parameter, int count) {
		return IntStream.range(0, count).mapToObj((index) -> parameter).collect(Collectors.joining("&"));
	}

	private static void assertRefused(EndpointServer server, Stream<String> targets) {
		SoftAssertions assertions = new SoftAssertions();
		targets.forEach((target) -> assertions.assertThat(server.endpoint().get(target).status())
			.as(abbreviate(target))
			.isBetween(400, 499));
		assertions.assertAll();
	}

	private static void assertNoServerError(EndpointServer server, Stream<String> targets) {
		SoftAssertions assertions = new SoftAssertions();
		targets.forEach((target) -> assertions.assertThat(server.endpoint().get(target).status())
			.as(abbreviate(target))
			.isBetween(200, 499));
		assertions.assertAll();
	}

	private static void assertUnharmed(EndpointServer server, CapturedOutput output) {
		assertThat(server.endpoint().mptcp().get("available").booleanValue()).isTrue();
		// What the server thinks of a request it may log, but nothing of ours may fail
		assertThat(output.toString().replace(PASSES_REQUESTS_ON, "")).doesNotContain("at io.github.mptcpspring.");
	}

	private static String abbreviate(String target) {
		return (target.length() > 100) ? target.substring(0, 100) + "… of " + target.length() : target;
	}

}
