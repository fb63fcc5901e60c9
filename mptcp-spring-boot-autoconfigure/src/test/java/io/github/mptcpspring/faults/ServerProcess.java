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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.boot.WebServerKind;

/**
 * A server in a JVM of its own, whose limits, whose death and whose heap are its own. It
 * is asked through its standard input, which needs nothing that a fault may have taken
 * from it.
 */
final class ServerProcess implements AutoCloseable {

	private static final int TIMEOUT_SECONDS = 60;

	private final Process process;

	private final Writer questions;

	private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();

	private final Queue<String> log = new ConcurrentLinkedQueue<>();

	private InetSocketAddress address;

	private ServerProcess(Process process) {
		this.process = process;
		this.questions = process.outputWriter();
		Thread.ofPlatform().daemon().start(this::readOutput);
	}

	/**
	 * Start a server.
	 * @param kind the kind of server
	 * @param properties what the command line sets
	 * @return the server, which serves
	 * @throws IOException when it cannot be started
	 */
	static ServerProcess start(WebServerKind kind, String... properties) throws IOException {
		return start(List.of(), kind, properties);
	}

	/**
	 * Start a server.
	 * @param jvmArguments arguments for its JVM
	 * @param kind the kind of server
	 * @param properties what the command line sets
	 * @return the server, which serves
	 * @throws IOException when it cannot be started
	 */
	static ServerProcess start(List<String> jvmArguments, WebServerKind kind, String... properties) throws IOException {
		List<String> command = ForkedJvm.command(jvmArguments.toArray(String[]::new));
		command.add(ServerProcessMain.class.getName());
		command.add(kind.name());
		command.addAll(List.of(properties));
		ServerProcess server = new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
		try {
			server.address = new InetSocketAddress("127.0.0.1", Integer.parseInt(server.awaitReply()));
			return server;
		}
		catch (RuntimeException ex) {
			server.close();
			throw ex;
		}
	}

	private void readOutput() {
		try (BufferedReader reader = this.process.inputReader()) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (line.startsWith(ServerProcessMain.REPLY)) {
					this.replies.add(line.substring(ServerProcessMain.REPLY.length()));
				}
				else {
					this.log.add(line);
				}
			}
		}
		catch (IOException ex) {
			// Killed
		}
	}

	private String awaitReply() {
		try {
			String reply = this.replies.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			if (reply == null) {
				throw new IllegalStateException("The server does not reply: " + String.join("\n", this.log));
			}
			return reply;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	long pid() {
		return this.process.pid();
	}

	InetSocketAddress address() {
		return this.address;
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.address.getPort() + path);
	}

	/**
	 * Return the sockets that the server has open.
	 * @return what {@code /proc} calls them
	 * @throws IOException when the server is gone
	 */
	Set<String> sockets() throws IOException {
		return ProcessDescriptors.sockets(this.process.pid());
	}

	/**
	 * Return what the server has printed.
	 * @return the lines
	 */
	List<String> log() {
		return List.copyOf(this.log);
	}

	/**
	 * Ask the server.
	 * @param question the question
	 * @return its reply
	 */
	String ask(Question question) {
		try {
			this.questions.write(question.name() + "\n");
			this.questions.flush();
			return awaitReply();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return a number that the server knows.
	 * @param question the question
	 * @return its reply
	 */
	long askNumber(Question question) {
		return Long.parseLong(ask(question));
	}

	/**
	 * Kill the server as the kernel does that is out of memory: it can do nothing about
	 * it. Only its descriptors are closed.
	 */
	void kill() {
		// SIGKILL
		this.process.destroyForcibly();
		try {
			this.process.waitFor();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		kill();
	}

	/**
	 * What a server can be asked.
	 */
	enum Question {

		/** How many requests have come to the gate? */
		ARRIVALS,

		/** Open the gate. */
		OPEN_GATE,

		/** How many bytes has the application produced? */
		PRODUCED,

		/** How many bytes are there in the heap after a garbage collection? */
		HEAP,

		/** Stop the application. Which threads and how many sockets has it left? */
		STOP

	}

}
