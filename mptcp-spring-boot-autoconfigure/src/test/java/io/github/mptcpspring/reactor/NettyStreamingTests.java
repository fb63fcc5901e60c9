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

package io.github.mptcpspring.reactor;

import io.github.mptcpspring.testsupport.ExternalClient;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for server-sent events and compression over MPTCP, with a client that nobody here
 * wrote.
 */
@Tag("server")
@MptcpRequired
class NettyStreamingTests {

	@Test
	void serverSentEvents() throws Exception {
		try (NettyServer server = NettyServer.start()) {
			assertThat(ExternalClient.MPTCPIZE_CURL.run("--no-buffer", "--write-out",
					"%header{content-type} %header{kernel-protocol}", server.uri("/events").toString()))
				.isEqualTo("data:1\n\ndata:2\n\ndata:3\n\ndata:4\n\ndata:5\n\ntext/event-stream;charset=UTF-8 MPTCP");
		}
	}

	@Test
	void compression() throws Exception {
		try (NettyServer server = NettyServer.start("server.compression.enabled=true")) {
			assertThat(ExternalClient.MPTCPIZE_CURL.run("--compressed", "--write-out",
					"%header{content-encoding} %header{kernel-protocol}", server.uri("/long").toString()))
				.isEqualTo("hello ".repeat(10_000) + "gzip MPTCP");
		}
	}

}
