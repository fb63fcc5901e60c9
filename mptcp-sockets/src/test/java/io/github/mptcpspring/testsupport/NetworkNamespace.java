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
import org.opentest4j.TestAbortedException;

/**
 * A network namespace that exists as long as one test runs in it, in a JVM of its own.
 * The namespace needs no privileges: a user namespace comes with it.
 */
public final class NetworkNamespace {

	private static final String MARKER = NetworkNamespace.class.getName();

	private static final Duration TIMEOUT = Duration.ofSeconds(90);

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
		if (!isHere()) {
			throw new IllegalStateException("The sysctls of this machine are not ours");
		}
		Files.writeString(file(name), value);
	}

	private static Path file(String sysctl) {
		return Path.of("/proc/sys", sysctl.split("\\."));
	}

	/**
	 * Run a test in a namespace of its own.
	 * @param uniqueId the JUnit platform's id of the test
	 * @param sysctls the sysctls of the namespace as {@code name=value}
	 * @throws IOException when the namespace or the JVM cannot be made
	 * @throws InterruptedException when this thread is interrupted
	 */
	static void runTest(String uniqueId, List<String> sysctls) throws IOException, InterruptedException {
		requireNamespaces();
		for (String sysctl : sysctls) {
			String name = sysctl.split("=")[0];
			Prerequisite.require(Files.exists(file(name)), "this kernel has no " + name);
		}
		conclude(ExternalProgram.run(TIMEOUT, command(uniqueId, sysctls)));
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

	private static void conclude(Result result) {
		String output = result.output();
		int end = output.lastIndexOf(NetworkNamespaceLauncher.REPORT);
		if (end < 0) {
			throw new AssertionError("In a network namespace the JVM ended with " + result);
		}
		String report = output.substring(end + NetworkNamespaceLauncher.REPORT.length());
		switch (result.exitCode()) {
			case NetworkNamespaceLauncher.PASSED -> {
			}
			case NetworkNamespaceLauncher.ABORTED -> throw new TestAbortedException(report);
			default -> throw new AssertionError("In a network namespace: " + report + "\nAll its output: " + output);
		}
	}

}
