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
 * The descriptor numbers of this process. The kernel assigns the lowest free number, so
 * the table is dense and trying every number costs less than listing
 * {@code /proc/self/fd}. But the table never shrinks: if most of it is empty, listing
 * costs less.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
final class DescriptorTable {

	private static final String FIELD = "FDSize:";

	/** The size in a process that never opened more descriptors. */
	private static final int MINIMAL_SIZE = 256;

	/** In a smaller table every number is tried. */
	private static final int SMALL_SIZE = 1024;

	/** Listing a descriptor costs about as much as trying that many. */
	private static final int LISTING_COST = 8;

	private final Path status;

	private final Path list;

	/** A table grows and never shrinks. */
	private int lastSize = MINIMAL_SIZE;

	/** The number of open descriptors at the last count. */
	private int lastOpen = Integer.MAX_VALUE;

	DescriptorTable(Path status, Path list) {
		this.status = status;
		this.list = list;
	}

	DescriptorTable() {
		this(Path.of("/proc/self/status"), Path.of("/proc/self/fd"));
	}

	/**
	 * Return numbers that include all open descriptors.
	 * @return the numbers in ascending order
	 */
	IntStream numbers() {
		int size = size();
		IntStream all = IntStream.range(0, size);
		return (size > SMALL_SIZE && this.lastOpen < size / LISTING_COST) ? list().orElse(all) : all;
	}

	/**
	 * Store the number of open descriptors.
	 * @param open the number
	 */
	void counted(int open) {
		this.lastOpen = open;
	}

	// Empty if it cannot be opened, which takes a descriptor
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
	 * Return the size of the table. If it cannot be read, because there is no
	 * {@code /proc} or no descriptor left, this is the last known size.
	 * @return a number above every open descriptor
	 */
	int size() {
		// The file begins with the name of the process, which may contain any bytes
		try (Stream<String> lines = Files.lines(this.status, StandardCharsets.ISO_8859_1)) {
			lines.filter((line) -> line.startsWith(FIELD))
				.mapToInt((line) -> Integer.parseInt(line.substring(FIELD.length()).trim()))
				.findFirst()
				.ifPresent((size) -> this.lastSize = size);
		}
		catch (IOException | UncheckedIOException | NumberFormatException ex) {
			// The result is correct but may be incomplete
		}
		return this.lastSize;
	}

}
