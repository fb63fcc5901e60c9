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

package io.github.mptcpspring.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How far the descriptor numbers of this process go. The kernel gives out the lowest free
 * number, so the table is dense, and counting through it costs less than listing
 * {@code /proc/self/fd}.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
final class DescriptorTable {

	private static final String FIELD = "FDSize:";

	/** What a process has that never opened more. */
	private static final int MINIMAL_SIZE = 256;

	private final Path status;

	/** A table grows and never shrinks. */
	private int lastSize = MINIMAL_SIZE;

	DescriptorTable(Path status) {
		this.status = status;
	}

	DescriptorTable() {
		this(Path.of("/proc/self/status"));
	}

	/**
	 * Answer how many places the table has. Where the kernel cannot be asked, because
	 * there is no {@code /proc} or no descriptor left to open it with, that is what it
	 * last said.
	 * @return a number above every descriptor that is open
	 */
	int size() {
		// The file begins with the name of the process, which may be any bytes
		try (Stream<String> lines = Files.lines(this.status, StandardCharsets.ISO_8859_1)) {
			lines.filter((line) -> line.startsWith(FIELD))
				.mapToInt((line) -> Integer.parseInt(line.substring(FIELD.length()).trim()))
				.findFirst()
				.ifPresent((size) -> this.lastSize = size);
		}
		catch (IOException | UncheckedIOException | NumberFormatException ex) {
			// What is seen then is true though maybe not all
		}
		return this.lastSize;
	}

}
