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

package io.github.mptcpspring.faults;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.Prerequisite;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A seccomp filter, as a container has one, answers every attempt to make an MPTCP socket
 * with an error.
 */
@Tag("faults")
@MptcpRequired
class SocketsForbiddenTests extends FaultTests {

	private static final String SEEN = "Seen: ";

	private static final int REQUESTS = 50;

	@ParameterizedTest
	@CsvSource({ "EPERM, TOMCAT", "EACCES, NETTY" })
	void forbidden(String errno, WebServerKind kind) throws Exception {
		assertFallsBackOrFails(errno, kind, "a seccomp filter, SELinux or a BPF program forbids MPTCP sockets",
				"Allow socket(2) with protocol 262 (IPPROTO_MPTCP) in the security profile of this process");
	}

	@ParameterizedTest
	@CsvSource({ "ENOBUFS, TOMCAT", "ENOMEM, NETTY" })
	void noMemory(String errno, WebServerKind kind) throws Exception {
		assertFallsBackOrFails(errno, kind, "the kernel has no memory left for a socket",
				"Give this system or its control group more memory");
	}

	private void assertFallsBackOrFails(String errno, WebServerKind kind, String cause, String remedy)
			throws Exception {
		ForkedJvm jvm = runWithFilter(errno, kind);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		String reason = cause + " (" + errno + ")";
		assertThat(after(SEEN, jvm)).containsExactly("listener TCP", "right answers " + REQUESTS,
				"first " + Exchange.HELLO_OVER_TCP, "request failed: MPTCP is required but unavailable: " + reason,
				"start failed: MPTCP is required but unavailable: " + reason, "left nothing");
		String warning = "MPTCP is not used: " + reason + ". " + remedy;
		assertThat(after(" : " + kind.serverName() + " on port \\d+: ", jvm)).containsExactly(warning);
		assertThat(after(" : Reactor Netty client: ", jvm)).containsExactly(warning);
		assertThat(after("^The server must listen with MPTCP and cannot: ", jvm)).containsExactly(reason + ".");
		assertThat(after("^" + Pattern.quote(remedy) + "$", jvm)).hasSize(1);
	}

	private ForkedJvm runWithFilter(String errno, WebServerKind kind) throws Exception {
		ExternalProgram.require("python3");
		String architecture = System.getProperty("os.arch");
		Prerequisite.require(List.of("amd64", "aarch64").contains(architecture),
				"the number of socket(2) is not known here for " + architecture);
		Path filter = Path.of(Objects.requireNonNull(getClass().getResource("forbid-mptcp.py"), "no filter").toURI());
		List<String> command = new ArrayList<>(List.of("python3", filter.toString(), errno));
		command.addAll(ForkedJvm.command());
		command.addAll(List.of(Application.class.getName(), kind.name()));
		return ForkedJvm.run(command);
	}

	private List<String> after(String prefix, ForkedJvm jvm) {
		return jvm.output()
			.lines()
			.map((line) -> line.split(prefix, 2))
			.filter((parts) -> parts.length == 2)
			.map((parts) -> parts[1])
			.toList();
	}

	static class Application {

		/** Ends the JVM also when a server that must not start has started. */
		static void main(String[] args) {
			try {
				run(WebServerKind.valueOf(args[0]));
				System.exit(0);
			}
			catch (RuntimeException | AssertionError ex) {
				ex.printStackTrace(System.out);
				System.exit(1);
			}
		}

		private static void run(WebServerKind kind) {
			Remains before = Remains.now();
			try (LocalServer server = LocalServer.start(kind, "server.tomcat.max-keep-alive-requests=1",
					"server.netty.max-keep-alive-requests=1");
					LocalClient client = LocalClient.start();
					LocalClient strict = LocalClient.start("client.mptcp.on-unavailable=fail")) {
				URI root = server.uri("/");
				print("listener " + KernelSockets.listener(server.port()));
				print("right answers " + client.countRightAnswers(root, REQUESTS, 1));
				print("first " + client.exchange(root));
				print("request failed: " + failure(() -> strict.get(root).block()));
			}
			print("start failed: " + failure(() -> LocalServer.start(kind, "server.mptcp.on-unavailable=fail")));
			before.assertNothingAdded();
			print("left nothing");
		}

		private static String failure(Runnable action) {
			try {
				action.run();
				return "not";
			}
			catch (RuntimeException ex) {
				Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
				return (cause instanceof MptcpUnavailableException) ? cause.getMessage() : cause.toString();
			}
		}

		private static void print(String line) {
			System.out.println(SEEN + line);
		}

	}

}
