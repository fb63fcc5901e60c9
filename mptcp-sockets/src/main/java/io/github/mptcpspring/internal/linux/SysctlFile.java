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

package io.github.mptcpspring.internal.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files below {@code /proc/sys}. The kernel only serves the first {@code read(2)}
 * of a number, however short it is, and {@link Files} reads a single byte first if a file
 * seems to be empty: of 519 it reads 5.
 */
public final class SysctlFile {

	/** The maximum length of a sysctl. */
	private static final int MAX_LENGTH = 4096;

	private SysctlFile() {
	}

	/**
	 * Read a sysctl.
	 * @param file its file
	 * @return the value without surrounding white space
	 * @throws IOException if it cannot be read
	 */
	public static String read(Path file) throws IOException {
		byte[] value = new byte[MAX_LENGTH];
		try (InputStream input = Files.newInputStream(file)) {
			int length = Math.max(0, input.read(value));
			return new String(value, 0, length, StandardCharsets.US_ASCII).trim();
		}
	}

}
