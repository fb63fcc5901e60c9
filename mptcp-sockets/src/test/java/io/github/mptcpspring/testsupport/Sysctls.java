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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The sysctls of a network namespace at one moment, except those of single devices.
 *
 * @param values their files and what these hold
 */
record Sysctls(Map<Path, String> values) {

	private static final List<String> DIRECTORIES = List.of("net.mptcp", "net.ipv4", "net.core");

	/**
	 * Return the file of a sysctl.
	 * @param name its name, {@code net.mptcp.enabled} for example
	 * @return the file
	 */
	static Path file(String name) {
		return Path.of("/proc/sys", name.split("\\."));
	}

	/**
	 * Return the sysctls of the namespace that this JVM runs in.
	 * @return the sysctls
	 */
	static Sysctls read() {
		Map<Path, String> values = new TreeMap<>();
		for (String directory : DIRECTORIES) {
			read(file(directory), values);
		}
		return new Sysctls(values);
	}

	private static void read(Path directory, Map<Path, String> values) {
		if (Files.isDirectory(directory)) {
			try (Stream<Path> files = Files.list(directory).filter(Files::isRegularFile).filter(Files::isReadable)) {
				for (Path file : files.toList()) {
					values.put(file, Files.readString(file));
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * Give each sysctl that has another value by now the one it had.
	 * @throws IOException when the kernel refuses it
	 */
	void restore() throws IOException {
		for (Map.Entry<Path, String> now : read().values().entrySet()) {
			String before = this.values.get(now.getKey());
			if (before != null && !before.equals(now.getValue())) {
				Files.writeString(now.getKey(), before);
			}
		}
	}

}
