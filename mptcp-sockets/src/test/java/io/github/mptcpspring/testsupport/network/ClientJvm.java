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

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.KernelProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A JVM with clients on the client's host, as the conductor sees it.
 *
 * @see ClientProgram
 */
public final class ClientJvm implements AutoCloseable {

	private final AtomicInteger ids = new AtomicInteger();

	private final Map<String, DownloadListener> downloads = new ConcurrentHashMap<>();

	private final Keeper process;

	/**
	 * Start a JVM.
	 * @param host the host
	 * @param program its main class, which runs a {@link ClientProgram}
	 */
	public ClientJvm(Host host, Class<?> program) {
		List<String> command = ForkedJvm.command();
		command.add(program.getName());
		this.process = Keeper.start(host.command(command), this::dispatch);
	}

	/**
	 * Wait until it is ready.
	 * @return this
	 */
	public ClientJvm awaitReady() {
		this.process.awaitReady();
		return this;
	}

	/**
	 * Start a client in this JVM.
	 * @param arguments what the program takes
	 * @return the client
	 */
	public Downloader start(String... arguments) {
		String client = nextId();
		this.process.tell("start " + client + " " + String.join(" ", arguments));
		return new Client(client);
	}

	private String nextId() {
		return String.valueOf(this.ids.incrementAndGet());
	}

	private void dispatch(String line) {
		String[] words = line.split(" ");
		if (!words[0].equals(ClientProgram.DOWNLOAD)) {
			System.out.println("[client] " + line);
			return;
		}
		DownloadListener listener = Objects.requireNonNull(this.downloads.get(words[1]));
		if (words[2].equals("end") || words[2].equals("failure")) {
			this.downloads.remove(words[1]);
		}
		switch (words[2]) {
			case "response" -> listener.onResponse(protocol(words[3]), protocol(words[4]));
			case "progress" -> listener.onProgress(Long.parseLong(words[3]), Long.parseLong(words[4]));
			case "end" -> listener.onEnd(Long.parseLong(words[3]));
			default -> listener.onFailure(line);
		}
	}

	private static @Nullable KernelProtocol protocol(String word) {
		return word.equals("null") ? null : KernelProtocol.valueOf(word);
	}

	/**
	 * Measure this JVM.
	 * @return what it uses
	 * @throws InterruptedException when this thread is interrupted
	 */
	public Resources measure() throws InterruptedException {
		return this.process.measure();
	}

	@Override
	public void close() {
		this.process.close();
		this.downloads.values().forEach((download) -> download.onFailure("The client's JVM is closed"));
	}

	/**
	 * One client in this JVM.
	 */
	private final class Client implements Downloader {

		private final String id;

		private Client(String id) {
			this.id = id;
		}

		@Override
		public Download download(InetSocketAddress server, long bytes) {
			Download download = new Download();
			String downloadId = nextId();
			ClientJvm.this.downloads.put(downloadId, download.progress());
			ClientJvm.this.process.tell("%s %s %s %s %d %d".formatted(ClientProgram.DOWNLOAD, this.id, downloadId,
					server.getAddress().getHostAddress(), server.getPort(), bytes));
			return download;
		}

		@Override
		public void close() {
			ClientJvm.this.process.tell("stop " + this.id);
		}

	}

}
