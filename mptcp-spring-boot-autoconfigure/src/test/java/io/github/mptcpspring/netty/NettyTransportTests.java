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

package io.github.mptcpspring.netty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.Exchange;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.Prerequisite;
import org.junit.jupiter.api.Test;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for each transport that Netty has here. Which one Reactor Netty takes is decided
 * once in a JVM, so each gets one of its own.
 */
@MptcpRequired
class NettyTransportTests {

	private static final Path IO_URING_DISABLED = Path.of("/proc/sys/kernel/io_uring_disabled");

	@Test
	void epoll() throws Exception {
		assertServesAndConnectsOverMptcp("epoll", ForkedJvm.command(jvmArguments()));
	}

	@Test
	void nio() throws Exception {
		assertServesAndConnectsOverMptcp("nio", ForkedJvm.command(jvmArguments("-Dreactor.netty.native=false")));
	}

	@Test
	void ioUring() throws Exception {
		assertServesAndConnectsOverMptcp("io_uring", ioUringCommand());
	}

	/**
	 * Netty's own way of reading stops there when the kernel does not say that more is
	 * left.
	 * @throws Exception when the test cannot be run
	 */
	@Test
	void ioUringMovesMoreThanTheWindowHolds() throws Exception {
		List<String> command = ioUringCommand();
		command.add(BulkTransfers.class.getName());
		ForkedJvm jvm = ForkedJvm.run(command);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output().lines().filter((line) -> line.startsWith(BulkTransfers.REPORT)))
			.containsExactly(Stream.of("MPTCP", "TCP", "FALLBACK", "TCP")
				.flatMap((protocol) -> Stream.of(BulkTransfers.report("IoUringSocketChannel", protocol, "received"),
						BulkTransfers.report("IoUringSocketChannel", protocol, "sent")))
				.toArray(String[]::new));
	}

	private List<String> ioUringCommand() throws IOException {
		Prerequisite.require(Files.exists(IO_URING_DISABLED), "this kernel has no io_uring");
		Prerequisite.require("0".equals(Files.readString(IO_URING_DISABLED).trim()), "io_uring is switched off");
		List<String> command = new ArrayList<>(ForkedJvm.command(jvmArguments()));
		int classPath = command.indexOf("-cp") + 1;
		command.set(classPath, command.get(classPath) + ioUringJars(command.get(classPath)));
		return command;
	}

	private List<String> jvmArguments(String... more) {
		return Stream.concat(Stream.of("--enable-native-access=ALL-UNNAMED"), Stream.of(more)).toList();
	}

	/**
	 * The dependencies that the build keeps from the class path of this JVM. They lie
	 * beside those of epoll.
	 */
	private String ioUringJars(String classPath) {
		List<Path> jars = Stream.of(classPath.split(":"))
			.filter((entry) -> entry.matches(".*/netty-transport-(classes|native)-epoll-[^/]*\\.jar"))
			.map((entry) -> Path.of(entry.replace("-epoll", "-io_uring")))
			.toList();
		assertThat(jars).hasSize(2).allSatisfy((jar) -> assertThat(jar).exists());
		return jars.stream().map((jar) -> ":" + jar).collect(Collectors.joining());
	}

	private void assertServesAndConnectsOverMptcp(String transport, List<String> command) throws Exception {
		List<String> commandAndMain = new ArrayList<>(command);
		commandAndMain.add(Application.class.getName());
		ForkedJvm jvm = ForkedJvm.run(commandAndMain);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output().lines().filter((line) -> line.startsWith("Kernel: "))).containsExactly(
				"Kernel: listener MPTCP", "Kernel: MPTCP client " + Exchange.HELLO_OVER_MPTCP,
				"Kernel: TCP client " + Exchange.HELLO_OVER_TCP, "Kernel: WebClient " + Exchange.HELLO_OVER_MPTCP,
				"Kernel: WebClient " + Exchange.HELLO_OVER_MPTCP, "Kernel: sockets left: 0");
		assertThat(jvm.output()).contains("Thread: reactor-http-" + transport + "-").doesNotContain(" WARN ");
	}

	static class Application {

		static void main(String[] args) throws IOException {
			try (NettyServer server = NettyServer.start("client.mptcp.enabled=true")) {
				System.out.println("Kernel: listener " + KernelSockets.listener(server.port()));
				System.out.println("Kernel: MPTCP client " + Exchange.mptcp(server.ipv4()));
				System.out.println("Kernel: TCP client " + Exchange.tcp(server.ipv4()));
				WebClient client = server.context().getBean(WebClient.Builder.class).build();
				System.out.println("Kernel: WebClient " + get(client, server));
				System.out.println("Kernel: WebClient " + get(client, server));
				try (HttpConnection socket = HttpConnection.mptcp(server.ipv4())) {
					System.out.println("Thread: " + Exchange.of(socket.getLast("/thread")).body());
				}
			}
			System.out.println("Kernel: sockets left: " + KernelSockets.openInodes().size());
		}

		private static Exchange get(WebClient client, NettyServer server) {
			return Exchange.of(client.get().uri(server.uri("/")).retrieve().toEntity(String.class).block());
		}

	}

}
