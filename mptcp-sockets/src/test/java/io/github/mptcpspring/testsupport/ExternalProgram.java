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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program of this machine to its end, and not longer than it may take.
 */
public final class ExternalProgram {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private ExternalProgram() {
	}

	/**
	 * Go on only where a program is installed.
	 * @param name its name
	 */
	public static void require(String name) {
		boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, name)));
		Prerequisite.require(installed, name + " is not installed");
	}

	/**
	 * Run a program that must succeed.
	 * @param command the program and its arguments
	 * @return what it printed
	 * @throws IOException when it cannot be run
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static String run(List<String> command) throws IOException, InterruptedException {
		Result result = run(TIMEOUT, command);
		if (result.exitCode() != 0) {
			throw new IllegalStateException(command + " ended with " + result);
		}
		return result.output();
	}

	/**
	 * Run a program. When this method returns, the program and its children are gone.
	 * @param timeout how long it may take
	 * @param command the program and its arguments
	 * @return how it ended
	 * @throws IOException when it cannot be run
	 * @throws InterruptedException when this thread is interrupted
	 */
	static Result run(Duration timeout, List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			// A virtual thread would keep the carrier of others while it waits: with two
			// processors a few programs that run for long are enough to stop them all
			CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> readOutput(process),
					(reading) -> Thread.ofPlatform().daemon().start(reading));
			boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
			destroy(process);
			String text = output.join();
			if (!ended) {
				throw new IllegalStateException(command + " took longer than " + timeout + ":\n" + text);
			}
			return new Result(process.exitValue(), text);
		}
		finally {
			destroy(process);
		}
	}

	private static String readOutput(Process process) {
		try {
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Not with {@link Process#destroyForcibly()}, which takes unread output away. */
	private static void destroy(Process process) {
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.toHandle().destroyForcibly();
	}

	/**
	 * How a program ended.
	 *
	 * @param exitCode the exit code
	 * @param output what it printed
	 */
	record Result(int exitCode, String output) {

	}

}
