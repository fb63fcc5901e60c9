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

package io.github.mptcpspring.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.ExternalProgram;

/**
 * The file descriptors of a process, seen from outside.
 */
final class ProcessDescriptors {

	private ProcessDescriptors() {
	}

	/**
	 * Return how many descriptors a process has; for this one, the one that it takes to
	 * count them is included.
	 * @param pid the process
	 * @return the number of its descriptors
	 * @throws IOException when the process is gone
	 */
	static int count(long pid) throws IOException {
		try (Stream<Path> links = Files.list(directory(pid))) {
			return (int) links.count();
		}
	}

	/**
	 * Return the sockets of a process.
	 * @param pid the process
	 * @return what {@code /proc} calls them
	 * @throws IOException when the process is gone
	 */
	static Set<String> sockets(long pid) throws IOException {
		Set<String> sockets = new TreeSet<>();
		try (Stream<Path> links = Files.list(directory(pid))) {
			for (Path link : links.toList()) {
				String target = read(link);
				if (target.startsWith("socket:")) {
					sockets.add(target);
				}
			}
		}
		return sockets;
	}

	private static Path directory(long pid) {
		return Path.of("/proc", String.valueOf(pid), "fd");
	}

	private static String read(Path link) {
		try {
			return Files.readSymbolicLink(link).toString();
		}
		catch (IOException ex) {
			return "closed meanwhile";
		}
	}

	/**
	 * Set the soft limit of a process, which has open what it has open.
	 * @param pid the process
	 * @param limit the numbers of new descriptors are below it
	 * @throws IOException when prlimit(1) cannot be run
	 * @throws InterruptedException when this thread is interrupted
	 */
	static void limit(long pid, long limit) throws IOException, InterruptedException {
		ExternalProgram.require("prlimit");
		ExternalProgram.run(List.of("prlimit", "--pid", String.valueOf(pid), "--nofile=" + limit + ":"));
	}

}
