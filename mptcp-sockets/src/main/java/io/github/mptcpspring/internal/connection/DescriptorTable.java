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

package io.github.mptcpspring.internal.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The descriptor numbers of this process. The kernel gives out the lowest free number, so
 * the table is dense, and counting through it costs less than listing
 * {@code /proc/self/fd}. But it never shrinks: where most of it has become empty, the
 * list costs less.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
final class DescriptorTable {

	private static final String FIELD = "FDSize:";

	/** What a process has that never opened more. */
	private static final int MINIMAL_SIZE = 256;

	/** A smaller table is always counted through. */
	private static final int SMALL_SIZE = 1024;

	/** Listing a descriptor costs as much as asking for about that many. */
	private static final int LISTING_COST = 8;

	private final Path status;

	private final Path list;

	/** A table grows and never shrinks. */
	private int lastSize = MINIMAL_SIZE;

	/** How many were open when they were last counted. */
	private int lastOpen = Integer.MAX_VALUE;

	DescriptorTable(Path status, Path list) {
		this.status = status;
		this.list = list;
	}

	DescriptorTable() {
		this(Path.of("/proc/self/status"), Path.of("/proc/self/fd"));
	}

	/**
	 * Return the numbers of all descriptors that are open, and others.
	 * @return the numbers in ascending order
	 */
	IntStream numbers() {
		int size = size();
		IntStream all = IntStream.range(0, size);
		return (size > SMALL_SIZE && this.lastOpen < size / LISTING_COST) ? list().orElse(all) : all;
	}

	/**
	 * Take note of how many of the numbers are open.
	 * @param open how many
	 */
	void counted(int open) {
		this.lastOpen = open;
	}

	// Empty where it cannot be opened, for which a descriptor is needed
	private Optional<IntStream> list() {
		try (Stream<Path> files = Files.list(this.list)) {
			return Optional.of(IntStream
				.of(files.map((file) -> file.getFileName().toString()).mapToInt(Integer::parseInt).sorted().toArray()));
		}
		catch (IOException | UncheckedIOException | NumberFormatException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Return how many places the table has. Where the kernel cannot be asked, because
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
