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
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The classes of the jars on the class path, in the form in which a JVM only has to map
 * them into its memory: it starts a Spring Boot application sooner with it.
 * <p>
 * HotSpot takes classes from jars alone, and an archive only where the jars come first on
 * the class path.
 */
final class ClassArchive {

	private static final Path BUILD = Path.of("target");

	/** Shows which classes are worth it, where there is Spring Boot. */
	private static final String APPLICATION = "io.github.mptcpspring.testsupport.boot.ArchivedApplication";

	private static final long TIMEOUT_SECONDS = 60;

	private final String jars;

	private final String directories;

	private final Path file;

	private ClassArchive(String classPath) {
		this.jars = select(classPath, true);
		this.directories = select(classPath, false);
		this.file = BUILD.resolve("classes-%08x.jsa".formatted(checksum())).toAbsolutePath();
	}

	private static String select(String classPath, boolean jars) {
		return Stream.of(classPath.split(":"))
			.filter((entry) -> entry.endsWith(".jar") == jars)
			.collect(Collectors.joining(":"));
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
	 * Return the arguments that give a JVM this JVM's class path and the archive, which
	 * is made when there is none yet. Where it cannot be made, JVMs start without it.
	 * @return the arguments
	 */
	static List<String> arguments() {
		return Arguments.OF_THIS_CLASS_PATH;
	}

	private List<String> argumentsWithArchive() throws IOException {
		if (!Files.exists(this.file)) {
			makeUnlessAnotherDoes();
		}
		return List.of("-XX:SharedArchiveFile=" + this.file, "-cp", this.jars + ":" + this.directories);
	}

	// Surefire's other JVM needs it at the same time
	private void makeUnlessAnotherDoes() throws IOException {
		try (FileChannel lock = FileChannel.open(Path.of(this.file + ".lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE)) {
			lock.lock();
			if (!Files.exists(this.file)) {
				make();
			}
		}
	}

	private void make() throws IOException {
		Path directory = Files.createTempDirectory(BUILD.toAbsolutePath(), "classes");
		Path list = directory.resolve("list");
		Path archive = directory.resolve("archive");
		Path log = directory.resolve("log");
		try {
			run(log, "-XX:DumpLoadedClassList=" + list, "-cp", this.jars + ":" + this.directories, APPLICATION);
			run(log, "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive, "-cp",
					this.jars);
			Files.move(archive, this.file, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			for (Path file : List.of(list, archive, log, directory)) {
				Files.deleteIfExists(file);
			}
		}
	}

	private void run(Path log, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(ForkedJvm.JAVA));
		command.addAll(ForkedJvm.QUICK_START);
		command.add(ForkedJvm.NATIVE_ACCESS);
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IOException(command + " failed: " + Files.readString(log));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
		finally {
			process.destroyForcibly().onExit().join();
		}
	}

	/**
	 * Makes the archive once, at first use.
	 */
	private static final class Arguments {

		private static final List<String> OF_THIS_CLASS_PATH = find(System.getProperty("java.class.path"));

		private static List<String> find(String classPath) {
			// Outside of a build there is no place to keep it
			if (Files.isDirectory(BUILD) && isThereAnApplication()) {
				try {
					return new ClassArchive(classPath).argumentsWithArchive();
				}
				catch (IOException ex) {
					System.out.println("Without an archive of classes the tests take longer: " + ex);
				}
			}
			return List.of("-cp", classPath);
		}

		private static boolean isThereAnApplication() {
			try {
				Class.forName(APPLICATION, false, ClassArchive.class.getClassLoader());
				return true;
			}
			catch (ClassNotFoundException ex) {
				return false;
			}
		}

	}

}
