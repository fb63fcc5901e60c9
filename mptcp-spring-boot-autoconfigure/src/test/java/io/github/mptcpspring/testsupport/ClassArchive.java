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
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The classes of the jars on the class path, in the form in which a JVM only has to map
 * them into its memory. A JVM that starts a Spring Boot application then takes three
 * fifths of the time.
 * <p>
 * HotSpot takes classes from jars alone, and an archive only where the jars come first on
 * the class path.
 */
final class ClassArchive {

	private static final Path BUILD = Path.of("target");

	private static final long TIMEOUT_SECONDS = 60;

	private final Path java;

	private final String jars;

	private final String directories;

	private final Path file;

	private ClassArchive(Path java, String classPath) {
		this.java = java;
		this.jars = select(classPath, true);
		this.directories = select(classPath, false);
		this.file = BUILD.resolve("classes-%08x.jsa".formatted(checksum())).toAbsolutePath();
	}

	private static String select(String classPath, boolean jars) {
		return String.join(":",
				Stream.of(classPath.split(":")).filter((entry) -> entry.endsWith(".jar") == jars).toList());
	}

	// An archive is good for one JVM and for jars that have not changed
	private long checksum() {
		CRC32 checksum = new CRC32();
		checksum.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
		for (String jar : this.jars.split(":")) {
			checksum.update((jar + Path.of(jar).toFile().lastModified()).getBytes(StandardCharsets.UTF_8));
		}
		return checksum.getValue();
	}

	/**
	 * Answer the arguments that make a JVM with this JVM's class path use the archive,
	 * which is made where there is none yet.
	 * @param java the program
	 * @param classPath the class path
	 * @return the arguments, the class path among them
	 */
	static synchronized List<String> arguments(Path java, String classPath) {
		// Outside of a build there is no place to keep it
		if (!Files.isDirectory(BUILD)) {
			return List.of("-cp", classPath);
		}
		ClassArchive archive = new ClassArchive(java, classPath);
		if (!Files.exists(archive.file)) {
			archive.make();
		}
		return List.of("-XX:SharedArchiveFile=" + archive.file, "-cp", archive.jars + ":" + archive.directories);
	}

	private void make() {
		try {
			Path list = Files.createTempFile(BUILD, "classes", ".list");
			Path unfinished = Files.createTempFile(BUILD, "classes", ".jsa");
			run("-XX:DumpLoadedClassList=" + list, "-cp", this.jars + ":" + this.directories,
					ArchivedApplication.class.getName());
			run("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + unfinished, "-cp",
					this.jars);
			Files.delete(list);
			Files.move(unfinished, this.file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void run(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(this.java.toString()));
		command.addAll(ForkedJvm.QUICK_START);
		command.addAll(List.of(arguments));
		Path log = Files.createTempFile(BUILD, "classes", ".log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(Redirect.to(log.toFile()))
			.start();
		try {
			if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException(command + " failed: " + Files.readString(log));
			}
			Files.delete(log);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

}
