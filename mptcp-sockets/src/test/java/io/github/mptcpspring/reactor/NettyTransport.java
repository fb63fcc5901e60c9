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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.Prerequisite;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The transports that Netty has here. Which one Reactor Netty takes is decided once in a
 * JVM, so each gets one of its own.
 */
enum NettyTransport {

	EPOLL, NIO, IO_URING;

	private static final Path IO_URING_DISABLED = Path.of("/proc/sys/kernel/io_uring_disabled");

	/**
	 * Run a main class to its end in a JVM that takes this transport.
	 * @param main the main class
	 * @param arguments arguments for the main class
	 * @return what became of it
	 * @throws IOException when it cannot be started
	 * @throws InterruptedException when interrupted while it runs
	 */
	ForkedJvm run(Class<?> main, String... arguments) throws IOException, InterruptedException {
		return run(command(), main, arguments);
	}

	private static ForkedJvm run(List<String> command, Class<?> main, String... arguments)
			throws IOException, InterruptedException {
		command.add(main.getName());
		command.addAll(List.of(arguments));
		return ForkedJvm.run(command);
	}

	/**
	 * Return what a JVM has warned of. That a channel outlives its event loop is not told
	 * of: on io_uring Netty warns of it where loops end without a quiet period.
	 * @param jvm the JVM
	 * @return the lines of its log
	 */
	static List<String> warnings(ForkedJvm jvm) {
		return jvm.output()
			.lines()
			.filter((line) -> line.contains(" WARN ") || line.contains(" ERROR "))
			.filter((line) -> !line.endsWith("Can't invoke task later as EventLoop rejected it"))
			.toList();
	}

	/** As Reactor Netty says it in the names of its threads. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

	private List<String> command(String... jvmArguments) throws IOException {
		List<String> command = ForkedJvm.command(jvmArguments);
		switch (this) {
			case EPOLL -> {
			}
			case NIO -> command.add("-Dreactor.netty.native=false");
			case IO_URING -> addIoUring(command);
		}
		return command;
	}

	private static void addIoUring(List<String> command) throws IOException {
		Prerequisite.require(Files.exists(IO_URING_DISABLED), "this kernel has no io_uring");
		Prerequisite.require("0".equals(Files.readString(IO_URING_DISABLED).trim()), "io_uring is switched off");
		int classPath = command.indexOf("-cp") + 1;
		command.set(classPath, command.get(classPath) + ioUringJars(command.get(classPath)));
	}

	/**
	 * The dependencies that the build keeps from the class path of this JVM. They lie
	 * beside those of epoll.
	 */
	private static String ioUringJars(String classPath) {
		List<Path> jars = Stream.of(classPath.split(":"))
			.filter((entry) -> entry.matches(".*/netty-transport-(classes|native)-epoll-[^/]*\\.jar"))
			.map((entry) -> Path.of(entry.replace("-epoll", "-io_uring")))
			.toList();
		assertThat(jars).hasSize(2).allSatisfy((jar) -> assertThat(jar).exists());
		return jars.stream().map((jar) -> ":" + jar).collect(Collectors.joining());
	}

}
