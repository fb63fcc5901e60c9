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

package io.github.mptcpspring.internal.diagnosis.rules;

import io.github.mptcpspring.Problem;

/**
 * Describes how to keep a setting after a reboot.
 */
final class KeepOverReboot {

	private static final String PREFIX = "; to keep it over a reboot, ";

	private KeepOverReboot() {
	}

	static String sysctl(String fix) {
		return fix + PREFIX + "write it to a file in /etc/sysctl.d";
	}

	static String sysctl(Problem problem) {
		boolean isSysctl = problem.commands().stream().anyMatch((command) -> command.startsWith("sysctl -w "));
		return isSysctl ? sysctl(problem.action()) : problem.action();
	}

	static String endpoints(String fix) {
		return fix + PREFIX
				+ "let NetworkManager (connection.mptcp-flags) or mptcpd do it, or a unit of systemd that runs the commands";
	}

	static String limits(String fix) {
		return fix + PREFIX + "let a unit of systemd run the command";
	}

}
