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

package io.github.mptcpspring.testsupport.network;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.Prerequisite;

/**
 * The programs that build the network. Those of the administrator are not on every user's
 * {@code PATH}.
 */
public final class Tool {

	private static final String ADMINISTRATION = ":/usr/local/sbin:/usr/sbin:/sbin";

	private Tool() {
	}

	/**
	 * Go on only where a program is installed.
	 * @param name its name
	 * @return its path
	 */
	public static String require(String name) {
		Optional<Path> program = find(name);
		Prerequisite.require(program.isPresent(), name + " is not installed");
		return program.orElseThrow().toString();
	}

	private static Optional<Path> find(String name) {
		return Stream.of((System.getenv("PATH") + ADMINISTRATION).split(File.pathSeparator))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
