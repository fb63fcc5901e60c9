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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.HttpConnection.Response;
import io.github.mptcpspring.testsupport.KernelProtocol;

import org.springframework.http.ResponseEntity;

/**
 * What came of one request.
 *
 * @param atClient what the kernel says of the client's socket
 * @param atServer what the kernel says of the socket that the server accepted
 * @param body the body of a successful response
 */
public record Exchange(KernelProtocol atClient, KernelProtocol atServer, String body) {

	public static final Exchange HELLO_OVER_MPTCP = new Exchange(KernelProtocol.MPTCP, KernelProtocol.MPTCP, "hello");

	/** The client asked for MPTCP, the server does not know it. */
	public static final Exchange HELLO_OVER_FALLBACK = new Exchange(KernelProtocol.FALLBACK, KernelProtocol.TCP,
			"hello");

	public static final Exchange HELLO_OVER_TCP = new Exchange(KernelProtocol.TCP, KernelProtocol.TCP, "hello");

	/** The header in which an application says what the kernel says of its own end. */
	public static final String AT_SERVER = "Kernel-Protocol";

	/**
	 * The header in which an application says what the kernel says of the client's end,
	 * when that is in this process too.
	 */
	public static final String AT_CLIENT = "Kernel-Protocol-At-Client";

	private static final Pattern RESPONSE = Pattern.compile(
			"HTTP/1.1 200.*?\r\n" + AT_SERVER + ": (\\w+)\r\n.*?\r\n\r\n(.*)",
			Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

	public static Exchange mptcp(InetSocketAddress server) throws IOException {
		return mptcp(server, "/");
	}

	public static Exchange mptcp(InetSocketAddress server, String path) throws IOException {
		try (HttpConnection client = HttpConnection.mptcp(server)) {
			return of(client.getLast(path));
		}
	}

	public static Exchange tcp(InetSocketAddress server) throws IOException {
		try (HttpConnection client = HttpConnection.tcp(server)) {
			return of(client.getLast("/"));
		}
	}

	public static Exchange of(Response response) {
		Matcher matcher = RESPONSE.matcher(response.text());
		if (!matcher.matches()) {
			throw new IllegalStateException("Unexpected response: " + response.text());
		}
		return new Exchange(response.protocol(), KernelProtocol.valueOf(matcher.group(1)), matcher.group(2));
	}

	public static Exchange of(ResponseEntity<String> response) {
		if (!response.getStatusCode().is2xxSuccessful()) {
			throw new IllegalStateException("Unexpected response: " + response);
		}
		return new Exchange(protocol(response, AT_CLIENT), protocol(response, AT_SERVER), response.getBody());
	}

	private static KernelProtocol protocol(ResponseEntity<String> response, String header) {
		return KernelProtocol.valueOf(response.getHeaders().getFirst(header));
	}

}
