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

package io.github.mptcpspring.internal.diagnosis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import io.github.mptcpspring.internal.linux.SysctlFile;

/**
 * Reads sysctls, which needs no privileges.
 *
 * @see <a href="https://docs.kernel.org/networking/mptcp-sysctl.html">mptcp-sysctl</a>
 */
final class Sysctls {

	private final Path root;

	Sysctls(Path root) {
		this.root = root;
	}

	/**
	 * Read a sysctl.
	 * @param name its name, {@code net.mptcp.enabled} for example
	 * @return the value, or empty if this kernel has no such sysctl
	 */
	Optional<String> read(String name) {
		try {
			return Optional.of(SysctlFile.read(file(name)));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	Optional<Boolean> readSwitch(String name) {
		return read(name).map((value) -> !value.equals("0"));
	}

	Path file(String name) {
		return this.root.resolve(name.replace('.', '/'));
	}

}
