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

package io.github.mptcpspring.drivertests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.testsupport.ExternalProgram;

/**
 * A server that is no program of Java, until it is closed.
 */
final class ServerProgram implements AutoCloseable {

	private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final Process process;

	private final Path log;

	private final String signal;

	private ServerProgram(Process process, Path log, String signal) {
		this.process = process;
		this.log = log;
		this.signal = signal;
	}

	/**
	 * Start a server.
	 * @param mptcp whether its listeners speak MPTCP, which {@code mptcpize} does
	 * @param port the port that it listens on when it has started
	 * @param log the file that gets its output
	 * @param signal the signal that ends it
	 * @param command the server and its arguments
	 * @return the server
	 * @throws Exception when it does not start
	 */
	static ServerProgram start(boolean mptcp, int port, Path log, String signal, List<String> command)
			throws Exception {
		List<String> whole = new ArrayList<>();
		if (mptcp) {
			ExternalProgram.require("mptcpize");
			whole.addAll(List.of("mptcpize", "run"));
		}
		whole.addAll(command);
		Process process = new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		ServerProgram server = new ServerProgram(process, log, signal);
		try {
			server.awaitListener(port);
			return server;
		}
		catch (Throwable failure) {
			server.close();
			throw failure;
		}
	}

	/**
	 * Return a port that nobody listens on.
	 * @return the port
	 */
	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitListener(int port) throws IOException, InterruptedException {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		while (!isListening(port)) {
			if (!this.process.isAlive() || System.nanoTime() > end) {
				throw new IllegalStateException("The server does not listen:\n" + Files.readString(this.log));
			}
			Thread.sleep(20);
		}
	}

	private static boolean isListening(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(LOOPBACK, port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * End the server and its children, with a signal that lets it take away what it has.
	 */
	@Override
	public void close() throws IOException {
		List<ProcessHandle> children = this.process.descendants().toList();
		try {
			if (this.process.isAlive()) {
				ExternalProgram.run(List.of("kill", "-s", this.signal, String.valueOf(this.process.pid())));
			}
			if (!this.process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		children.forEach(ProcessHandle::destroyForcibly);
	}

}
