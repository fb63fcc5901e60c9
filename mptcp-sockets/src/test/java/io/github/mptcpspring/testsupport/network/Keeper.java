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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A process on a host. It says {@value #READY} in a line of its own when it is, and it
 * ends when its standard input does: with this JVM at the latest, however that ends.
 */
public final class Keeper implements AutoCloseable {

	/** What a process says in a line of its own when it is ready. */
	public static final String READY = "ready";

	private static final int TIMEOUT_SECONDS = 60;

	private final Process process;

	private final PrintWriter input;

	private final Predicate<String> isReady;

	private final BlockingQueue<Resources> resources = new LinkedBlockingQueue<>();

	private volatile CompletableFuture<Void> ready = new CompletableFuture<>();

	private Keeper(Process process, Predicate<String> isReady) {
		this.process = process;
		this.isReady = isReady;
		this.input = new PrintWriter(process.outputWriter(), true);
	}

	/**
	 * Start a process.
	 * @param command the command
	 * @return the process, which may not yet be ready
	 */
	public static Keeper start(List<String> command) {
		return startProgram(command, READY::equals);
	}

	/**
	 * Start a program that does not know {@value #READY}.
	 * @param command the command
	 * @param isReady tells the line of its output that says so
	 * @return the process, which may not yet be ready
	 */
	public static Keeper startProgram(List<String> command, Predicate<String> isReady) {
		return start(command, isReady, (line) -> System.out.println("[host] " + line));
	}

	/**
	 * Start a process.
	 * @param command the command
	 * @param listener is told every line of its output, but for the one that says ready
	 * @return the process, which may not yet be ready
	 */
	public static Keeper start(List<String> command, Consumer<String> listener) {
		return start(command, READY::equals, listener);
	}

	private static Keeper start(List<String> command, Predicate<String> isReady, Consumer<String> listener) {
		try {
			Keeper keeper = new Keeper(new ProcessBuilder(command).redirectErrorStream(true).start(), isReady);
			Thread.ofPlatform().daemon().start(() -> keeper.listen(listener));
			return keeper;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void listen(Consumer<String> listener) {
		StringBuilder unready = new StringBuilder();
		try (BufferedReader output = this.process.inputReader()) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (this.isReady.test(line)) {
					this.ready.complete(null);
				}
				else if (line.startsWith(Resources.PREFIX)) {
					this.resources.add(Resources.parse(line));
				}
				else {
					unready.append(line).append('\n');
					listener.accept(line);
				}
			}
			this.ready.completeExceptionally(new IllegalStateException("It was never ready, but said: " + unready));
		}
		catch (IOException ex) {
			this.ready.completeExceptionally(new UncheckedIOException(ex));
		}
	}

	/**
	 * Wait until it is ready.
	 * @return this
	 */
	public Keeper awaitReady() {
		this.ready.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
		return this;
	}

	/**
	 * Write to its standard input what it obeys, and says then that it is ready again.
	 * @param order the line
	 * @return this
	 */
	public Keeper order(String order) {
		if (this.process.isAlive()) {
			this.ready = new CompletableFuture<>();
		}
		tell(order);
		return this;
	}

	/**
	 * Write to its standard input.
	 * @param line the line
	 */
	synchronized void tell(String line) {
		this.input.println(line);
	}

	/**
	 * Ask what it uses, which only JVMs know.
	 * @return what it uses
	 * @throws InterruptedException when this thread is interrupted
	 */
	public Resources measure() throws InterruptedException {
		tell(Resources.ORDER);
		return Objects.requireNonNull(this.resources.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS), "No answer");
	}

	long pid() {
		return this.process.pid();
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly().onExit().join();
	}

}
