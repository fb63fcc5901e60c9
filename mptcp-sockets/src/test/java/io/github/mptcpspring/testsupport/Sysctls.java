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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
public record Sysctls(Map<Path, String> values) {

	/**
	 * What the kernel has learnt of paths that drop MPTCP or Fast Open it forgets when
	 * one is set.
	 */
	private static final List<String> FORGETTING = List.of("net.mptcp.blackhole_timeout",
			"net.ipv4.tcp_fastopen_blackhole_timeout_sec");

	/** The kernel makes it up when it makes the first cookie, and cookies stay. */
	private static final String KEY_OF_COOKIES = "tcp_fastopen_key";

	private static final int MAXIMUM_LENGTH = 8192;

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
					if (!file.endsWith(KEY_OF_COOKIES)) {
						values.put(file, read(file));
					}
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * Read a sysctl in one piece: after a first byte, which is what
	 * {@link Files#readString} asks for, the kernel has no more.
	 * @param file its file
	 * @return the value, with the end of its line
	 * @throws IOException when it cannot be read
	 */
	public static String read(Path file) throws IOException {
		try (InputStream input = Files.newInputStream(file)) {
			byte[] value = new byte[MAXIMUM_LENGTH];
			return new String(value, 0, Math.max(input.read(value), 0), StandardCharsets.UTF_8);
		}
	}

	/**
	 * Give each sysctl that has another value by now the one it had, and make the kernel
	 * forget which paths drop MPTCP or Fast Open.
	 * @throws IOException when the kernel refuses it
	 */
	void restore() throws IOException {
		for (Map.Entry<Path, String> now : read().values().entrySet()) {
			String before = this.values.get(now.getKey());
			if (before != null && !before.equals(now.getValue())) {
				Files.writeString(now.getKey(), before);
			}
		}
		for (String name : FORGETTING) {
			Path file = file(name);
			if (this.values.get(file) instanceof String value) {
				Files.writeString(file, value);
			}
		}
	}

}
