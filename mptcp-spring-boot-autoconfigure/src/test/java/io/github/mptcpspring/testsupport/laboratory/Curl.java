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

package io.github.mptcpspring.testsupport.laboratory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.network.Download;
import io.github.mptcpspring.testsupport.network.Downloader;
import io.github.mptcpspring.testsupport.network.Host;
import io.github.mptcpspring.testsupport.network.Reception;
import io.github.mptcpspring.testsupport.network.Tool;

/**
 * A client that nobody here wrote: curl, which can be made to speak MPTCP.
 */
final class Curl implements Downloader {

	private static final Pattern AT_SERVER = Pattern.compile(Exchange.AT_SERVER + ": (\\w+)", Pattern.CASE_INSENSITIVE);

	private final Host host;

	private final List<String> program = new ArrayList<>();

	private final Queue<Process> processes = new ConcurrentLinkedQueue<>();

	Curl(Host host, boolean mptcp, String... options) {
		this.host = host;
		if (mptcp) {
			this.program.addAll(List.of(Tool.require("mptcpize"), "run"));
		}
		this.program.add(Tool.require("curl"));
		this.program.addAll(List.of("--silent", "--show-error", "--fail", "--no-buffer", "--noproxy", "*"));
		this.program.addAll(List.of(options));
	}

	@Override
	public Download download(InetSocketAddress server, long bytes) {
		Download download = new Download();
		Reception reception = new Reception(bytes, download.progress());
		try {
			Process process = new ProcessBuilder(command(DownloadUri.of(server, bytes).toString())).start();
			this.processes.add(process);
			Thread.ofVirtual().start(() -> follow(process, reception));
			return download;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> command(String uri) {
		List<String> command = new ArrayList<>(this.program);
		// The head goes another way than the body, which is compared
		command.addAll(List.of("--dump-header", "/dev/stderr", uri));
		return this.host.command(command);
	}

	private static void follow(Process process, Reception reception) {
		CompletableFuture<String> head = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()),
				Thread::startVirtualThread);
		try (InputStream body = process.getInputStream()) {
			byte[] buffer = new byte[8192];
			for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
				reception.receive(ByteBuffer.wrap(buffer, 0, length));
			}
			int exitCode = process.waitFor();
			Matcher matcher = AT_SERVER.matcher(head.join());
			if (exitCode != 0 || !matcher.find()) {
				throw new IllegalStateException("curl ended with " + exitCode + ": " + head.join());
			}
			reception.begin(null, KernelProtocol.valueOf(matcher.group(1)));
			reception.end();
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			reception.fail(ex);
		}
	}

	private static String read(InputStream stream) {
		try {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.processes.forEach(Process::destroyForcibly);
	}

}
