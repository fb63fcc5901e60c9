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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram.Result;

/**
 * The network namespace that this JVM runs in, if it is a {@link NamespaceJvm}.
 */
public final class NetworkNamespace {

	static final String MARKER = NetworkNamespace.class.getName();

	static final List<String> UNSHARE = List.of("unshare", "--user", "--map-root-user", "--net");

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	/**
	 * What a shell is told to give the namespace that it runs in the devices, the
	 * addresses, the settings of the path manager and the rules of a new one. Cookies
	 * stay: {@code ip tcp_metrics} is for root of the machine.
	 */
	public static final String RESET = """
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

	private static final Sysctls SYSCTLS_AT_START = Sysctls.read();

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
		Files.writeString(Sysctls.file(name), value);
	}

	/**
	 * Give the namespace that this JVM runs in the devices, the addresses, the settings
	 * of the path manager, the rules and the sysctls of a new one.
	 * @param sysctls the sysctls that it has besides, as {@code name=value}
	 * @throws IOException when it cannot be done
	 * @throws InterruptedException when this thread is interrupted
	 */
	static void reset(List<String> sysctls) throws IOException, InterruptedException {
		requireHere();
		ExternalProgram.run(List.of("sh", "-c", RESET));
		SYSCTLS_AT_START.restore();
		for (String sysctl : sysctls) {
			String[] nameAndValue = sysctl.split("=", 2);
			setSysctl(nameAndValue[0], nameAndValue[1]);
		}
	}

	private static void requireHere() {
		if (!isHere()) {
			throw new IllegalStateException("The network of this machine is not ours");
		}
	}

	static void requireSysctls(List<String> sysctls) {
		for (String sysctl : sysctls) {
			String name = sysctl.split("=")[0];
			Prerequisite.require(Files.exists(Sysctls.file(name)), "this kernel has no " + name);
		}
	}

	/**
	 * Go on only where this user may make a namespace.
	 * @throws IOException when a program cannot be run
	 * @throws InterruptedException when this thread is interrupted
	 */
	static void require() throws IOException, InterruptedException {
		ExternalProgram.require("unshare");
		ExternalProgram.require("ip");
		List<String> command = new ArrayList<>(UNSHARE);
		command.add("true");
		Result result = ExternalProgram.run(TIMEOUT, command);
		Prerequisite.require(result.exitCode() == 0,
				"this user may not make a network namespace: " + result.output().trim());
	}

}
