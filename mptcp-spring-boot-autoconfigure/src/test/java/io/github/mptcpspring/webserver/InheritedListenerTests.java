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

package io.github.mptcpspring.webserver;

import java.io.IOException;
import java.util.List;

import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.InheritingServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners that are made by whoever starts the JVM, as systemd does and inetd,
 * and for a JVM whose sockets are all MPTCP.
 */
@Tag("server")
@MptcpRequired
@ParameterizedClass
@EnumSource(names = { "TOMCAT", "JETTY" })
class InheritedListenerTests {

	/** The listener is standard input, which is where a JVM looks for it. */
	private static final String LAUNCHER = """
			import os, socket, sys
			listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, int(sys.argv[1]))
			listener.bind(("127.0.0.1", 0))
			listener.listen(16)
			os.dup2(listener.fileno(), 0)
			os.execvp(sys.argv[2], sys.argv[2:])
			""";

	private static final String QUEUE = "tfo.queue-length=16";

	private static final String REQUIRED = "server.mptcp.on-unavailable=fail";

	private final WebServerKind kind;

	InheritedListenerTests(WebServerKind kind) {
		this.kind = kind;
	}

	@Test
	void oneThatIsMptcpIsMptcpAndHasFastOpen() throws Exception {
		ForkedJvm jvm = inherit(SysSocket.IPPROTO_MPTCP, REQUIRED, QUEUE);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains("Reported: MPTCP, queue 16, watched true, kernel MPTCP, queue 16",
				"Exchanged: " + Exchange.HELLO_OVER_MPTCP);
		assertThat(jvm.output()).doesNotContain("MPTCP is not used");
	}

	@Test
	void oneThatIsTcpStaysTcpAndSaysWhyAndHasFastOpen() throws Exception {
		ForkedJvm jvm = inherit(SysSocket.IPPROTO_TCP, QUEUE);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains("Reported: TCP, queue 16, watched false, kernel TCP, queue 16",
				"Exchanged: " + Exchange.HELLO_OVER_FALLBACK,
				"MPTCP is not used: an inherited socket is made by whoever starts the JVM, and this one is TCP."
						+ " Have it made with MPTCP, with systemd by SocketProtocol=mptcp in the socket unit");
	}

	@Test
	void oneThatIsTcpDoesNotStartWhenMptcpIsRequired() throws Exception {
		ForkedJvm jvm = inherit(SysSocket.IPPROTO_TCP, REQUIRED, QUEUE);
		assertThat(jvm.exitCode()).as(jvm.output()).isOne();
		assertThat(jvm.output()).contains(
				"The server must listen with MPTCP and cannot: an inherited socket is made by whoever starts the JVM");
	}

	@Test
	void aListenerThatMptcpizeMakesIsMptcpThoughItIsNotAskedFor() throws Exception {
		ExternalProgram.require("mptcpize");
		ForkedJvm jvm = InheritingServer.runWithOwnListener(List.of("mptcpize", "run"), this.kind,
				"server.mptcp.enabled=false", QUEUE);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains("Reported: MPTCP, queue 16, watched true, kernel MPTCP, queue 16",
				"Exchanged: " + Exchange.HELLO_OVER_MPTCP);
	}

	private ForkedJvm inherit(int protocol, String... properties) throws IOException, InterruptedException {
		ExternalProgram.require("python3");
		return InheritingServer.run(List.of("python3", "-c", LAUNCHER, String.valueOf(protocol)), this.kind,
				properties);
	}

}
