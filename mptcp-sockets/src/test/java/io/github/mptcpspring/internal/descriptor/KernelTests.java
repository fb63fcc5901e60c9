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

package io.github.mptcpspring.internal.descriptor;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.internal.fastopen.FastOpen;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.LoadedClasses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What there is where the system calls of Linux are not.
 */
@Tag("kernel")
class KernelTests {

	@ParameterizedTest
	@ValueSource(strings = { "Mac OS X", "Windows 11", "FreeBSD" })
	void whenTheSystemIsNotLinuxItSaysSo(String system) {
		assertThat(new Kernel(system).calls()).isEmpty();
		assertThat(new Kernel(system).findProblem()).contains(Problem.permanent("it takes Linux and this is " + system,
				"Run on Linux 5.17 or newer with CONFIG_MPTCP=y"));
	}

	@Test
	void whenThereAreNoSystemCallsEverySocketIsKept() throws IOException {
		Problem because = Problem.permanent("reason", "remedy");
		ProcessSockets mptcpSockets = new ProcessSockets(new Kernel(because));
		try (ServerSocketChannel serverChannel = ServerSocketChannel.open();
				SocketChannel channel = SocketChannel.open();
				ServerSocket serverSocket = new ServerSocket();
				Socket socket = new Socket()) {
			assertThat(mptcpSockets.findProblem()).contains(because);
			assertThat(List.of(mptcpSockets.swap(3), mptcpSockets.swap(serverChannel), mptcpSockets.swap(channel),
					mptcpSockets.swap(serverSocket), mptcpSockets.swap(socket)))
				.containsOnly(new Kept(because));
		}
	}

	@Test
	void whenTheSystemIsNotLinuxNoClassOfThePackageLinuxIsLoaded() throws Exception {
		ForkedJvm jvm = ForkedJvm.run(List.of("-Xlog:class+load"), OnOtherSystem.class);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output())
			.contains(" " + MptcpSockets.class.getName() + " ", " " + FastOpen.class.getName() + " ")
			.doesNotContain(LoadedClasses.NATIVE_CODE);
	}

	@Test
	void whenTheSettingsArePlainNoClassOfThePackageLinuxIsLoaded() throws Exception {
		ForkedJvm jvm = ForkedJvm.run(List.of("-Xlog:class+load"), WithPlainSettings.class);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains(" " + ListenerSockets.class.getName() + " ")
			.doesNotContain(LoadedClasses.NATIVE_CODE);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenNativeAccessIsDeniedItSaysWhatToAdd() throws Exception {
		ForkedJvm jvm = ForkedJvm.run(List.of("--illegal-native-access=deny"), PrintAvailability.class);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).isEqualToIgnoringNewLines("""
				PERMANENT
				the JVM forbids native access (JEP 472)
				Add 'Enable-Native-Access: ALL-UNNAMED' to the manifest of the application's jar, \
				or --enable-native-access=ALL-UNNAMED to the options of the JVM
				""");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenNativeAccessIsEnabledTheJvmPrintsNoWarning() throws Exception {
		ForkedJvm jvm = ForkedJvm.run(List.of("--enable-native-access=ALL-UNNAMED", "--illegal-native-access=deny"),
				LinkOnly.class);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).isEmpty();
	}

	/**
	 * Uses everything that would make system calls on Linux.
	 */
	static final class OnOtherSystem {

		private OnOtherSystem() {
		}

		static void main(String[] args) throws IOException {
			ProcessSockets mptcpSockets = new ProcessSockets(new Kernel("Mac OS X"));
			try (ServerSocketChannel serverChannel = ServerSocketChannel.open();
					SocketChannel channel = SocketChannel.open();
					ServerSocket serverSocket = new ServerSocket();
					Socket socket = new Socket()) {
				mptcpSockets.findProblem();
				mptcpSockets.swap(3);
				mptcpSockets.swap(serverChannel);
				mptcpSockets.swap(channel);
				mptcpSockets.swap(serverSocket);
				mptcpSockets.swap(socket);
				new ListenerSockets(mptcpSockets, new ListenerSettings(true, OnUnavailable.FALLBACK, 1), (listener) -> {
				}).prepare(() -> mptcpSockets.descriptors().find(serverChannel));
			}
		}

	}

	/**
	 * Prepares a listener for which nothing was asked.
	 */
	static final class WithPlainSettings {

		private WithPlainSettings() {
		}

		static void main(String[] args) throws IOException {
			try (ServerSocketChannel channel = ServerSocketChannel.open()) {
				ProcessSockets sockets = new ProcessSockets();
				new ListenerSockets(sockets, ListenerSettings.PLAIN, (listener) -> {
				}).prepare(() -> sockets.descriptors().find(channel));
			}
		}

	}

	/**
	 * Prints why MPTCP is not available.
	 */
	static final class PrintAvailability {

		private PrintAvailability() {
		}

		static void main(String[] args) {
			Problem problem = new ProcessSockets().findProblem().orElseThrow();
			System.out.println(problem.persistence());
			System.out.println(problem.description());
			System.out.println(problem.action());
		}

	}

	/**
	 * Links the system calls and prints nothing.
	 */
	static final class LinkOnly {

		private LinkOnly() {
		}

		static void main(String[] args) {
			new Kernel().findProblem().ifPresent(System.out::println);
		}

	}

}
