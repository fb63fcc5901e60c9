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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A JVM in a {@link NetworkNamespace} of its own, which runs tests until this JVM ends.
 * The namespace needs no privileges: a user namespace comes with it.
 */
final class NamespaceJvm implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	private static @Nullable NamespaceJvm shared;

	private final Process process;

	private final BufferedReader output;

	private NamespaceJvm() throws IOException, InterruptedException {
		NetworkNamespace.require();
		List<String> command = new ArrayList<>(NetworkNamespace.UNSHARE);
		command.addAll(List.of("sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
		command.addAll(ForkedJvm.command("-D" + NetworkNamespace.MARKER + "=true"));
		command.add(NetworkNamespaceLauncher.class.getName());
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		this.output = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
	}

	/**
	 * Run tests in the JVM that other tests have used and will use.
	 * @param uniqueId the JUnit platform's id of a test or of a container of tests
	 * @param sysctls the sysctls that they find, as {@code name=value}
	 * @return what came of them
	 * @throws IOException when the namespace or the JVM cannot be made
	 * @throws InterruptedException when this thread is interrupted
	 */
	static synchronized NamespaceRun runInSharedOne(String uniqueId, List<String> sysctls)
			throws IOException, InterruptedException {
		if (shared == null) {
			shared = new NamespaceJvm();
		}
		NamespaceJvm jvm = shared;
		try {
			return jvm.run(uniqueId, sysctls);
		}
		catch (Error | RuntimeException ex) {
			shared = null;
			jvm.close();
			throw ex;
		}
	}

	/**
	 * Run tests in a new JVM, which ends with them.
	 * @param uniqueId the JUnit platform's id of a test or of a container of tests
	 * @param sysctls the sysctls that they find, as {@code name=value}
	 * @return what came of them
	 * @throws IOException when the namespace or the JVM cannot be made
	 * @throws InterruptedException when this thread is interrupted
	 */
	static NamespaceRun runInOneOfItsOwn(String uniqueId, List<String> sysctls)
			throws IOException, InterruptedException {
		try (NamespaceJvm jvm = new NamespaceJvm()) {
			return jvm.run(uniqueId, sysctls);
		}
	}

	private NamespaceRun run(String uniqueId, List<String> sysctls) throws InterruptedException {
		FutureTask<NamespaceRun> run = new FutureTask<>(
				() -> exchange(NetworkNamespaceLauncher.line(uniqueId, sysctls)));
		// Not a virtual thread, which would keep the carrier of others while it waits
		Thread.ofPlatform().daemon().start(run);
		try {
			return run.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new AssertionError("In a network namespace the JVM failed at " + uniqueId, ex);
		}
		finally {
			this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		}
	}

	private NamespaceRun exchange(String order) throws IOException {
		this.process.outputWriter().append(order).flush();
		List<String> printed = new ArrayList<>();
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			if (line.equals(NetworkNamespaceLauncher.END)) {
				return NamespaceRun.of(printed);
			}
			printed.add(line);
		}
		throw new IOException("It ended:\n" + String.join("\n", printed));
	}

	/** It ends by itself when its standard input does, but not if a test keeps it. */
	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		try {
			// Not with onExit, which starts threads that stay
			this.process.destroyForcibly().waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
