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

package io.github.mptcpspring.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram.Result;

/**
 * A network namespace that exists as long as a JVM of its own runs tests in it. The
 * namespace needs no privileges: a user namespace comes with it.
 */
public final class NetworkNamespace {

	private static final String MARKER = NetworkNamespace.class.getName();

	private static final Duration TIMEOUT = Duration.ofMinutes(3);

	/** Cookies stay: {@code ip tcp_metrics} is for root of the machine. */
	private static final String RESET = """
			ip -oneline link | sed -n 's/^[0-9]*: \\([^:@]*\\).*/\\1/p' | while read -r device; do
				test "$device" = lo || ip link delete "$device" 2>&1
			done
			ip address flush dev lo scope global
			ip mptcp endpoint flush
			ip mptcp limits set subflow 2 add_addr_accepted 0
			if command -v nft; then
				nft flush ruleset
			fi
			""";

	private static final List<String> UNSHARE = List.of("unshare", "--user", "--map-root-user", "--net");

	private NetworkNamespace() {
	}

	static boolean isHere() {
		return Boolean.getBoolean(MARKER);
	}

	/**
	 * Set a sysctl of the namespace that this JVM runs in.
	 * @param name its name, {@code net.mptcp.enabled} for example
	 * @param value its new value
	 * @throws IOException when the kernel refuses it
	 */
	public static void setSysctl(String name, String value) throws IOException {
		requireHere();
		Files.writeString(file(name), value);
	}

	/**
	 * Give the namespace that this JVM runs in the devices, the addresses, the settings
	 * of the path manager and the rules of a new one.
	 * @throws IOException when it cannot be done
	 * @throws InterruptedException when this thread is interrupted
	 */
	static void reset() throws IOException, InterruptedException {
		requireHere();
		ExternalProgram.run(List.of("sh", "-c", RESET));
	}

	private static void requireHere() {
		if (!isHere()) {
			throw new IllegalStateException("The network of this machine is not ours");
		}
	}

	static void setSysctls(List<String> sysctls) throws IOException {
		for (String sysctl : sysctls) {
			String[] nameAndValue = sysctl.split("=", 2);
			setSysctl(nameAndValue[0], nameAndValue[1]);
		}
	}

	private static Path file(String sysctl) {
		return Path.of("/proc/sys", sysctl.split("\\."));
	}

	/**
	 * Run tests in a namespace of their own.
	 * @param uniqueId the JUnit platform's id of a test or of a container of tests
	 * @param sysctls the sysctls of the namespace as {@code name=value}
	 * @return what came of them
	 * @throws IOException when the namespace or the JVM cannot be made
	 * @throws InterruptedException when this thread is interrupted
	 */
	static NamespaceRun run(String uniqueId, List<String> sysctls) throws IOException, InterruptedException {
		requireNamespaces();
		for (String sysctl : sysctls) {
			String name = sysctl.split("=")[0];
			Prerequisite.require(Files.exists(file(name)), "this kernel has no " + name);
		}
		return NamespaceRun.of(ExternalProgram.run(TIMEOUT, command(uniqueId, sysctls)));
	}

	private static void requireNamespaces() throws IOException, InterruptedException {
		ExternalProgram.require("unshare");
		ExternalProgram.require("ip");
		List<String> command = new ArrayList<>(UNSHARE);
		command.add("true");
		Result result = ExternalProgram.run(TIMEOUT, command);
		Prerequisite.require(result.exitCode() == 0,
				"this user may not make a network namespace: " + result.output().trim());
	}

	private static List<String> command(String uniqueId, List<String> sysctls) {
		List<String> command = new ArrayList<>(UNSHARE);
		command.addAll(List.of("sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
		command.addAll(ForkedJvm.command("-D" + MARKER + "=true"));
		command.add(NetworkNamespaceLauncher.class.getName());
		command.add(uniqueId);
		command.addAll(sysctls);
		return command;
	}

}
