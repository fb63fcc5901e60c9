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

package io.github.mptcpspring.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A TCP connection for one HTTP request after the other, which costs next to nothing
 * beside them.
 */
public final class KeepAliveConnection implements AutoCloseable {

	private final Socket socket;

	private final InputStream input;

	/**
	 * Connect.
	 * @param port a port of this host
	 * @throws IOException when nobody listens
	 */
	public KeepAliveConnection(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setTcpNoDelay(true);
		this.input = new BufferedInputStream(this.socket.getInputStream());
	}

	/**
	 * Send a GET request and receive the whole answer, which must be a good one.
	 * @param path what to get
	 * @throws IOException when the answer is another one, or the connection breaks
	 */
	public void get(String path) throws IOException {
		this.socket.getOutputStream()
			.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
		String status = line();
		if (!status.startsWith("HTTP/1.1 200")) {
			throw new IOException(path + " answers " + status);
		}
		int length = 0;
		boolean chunked = false;
		String header = line().toLowerCase(Locale.ROOT);
		while (!header.isEmpty()) {
			if (header.startsWith("content-length:")) {
				length = Integer.parseInt(header.substring(header.indexOf(':') + 1).trim());
			}
			chunked |= header.startsWith("transfer-encoding: chunked");
			header = line().toLowerCase(Locale.ROOT);
		}
		this.input.skipNBytes(length);
		if (chunked) {
			skipChunks();
		}
	}

	private void skipChunks() throws IOException {
		int length;
		do {
			length = Integer.parseInt(line(), 16);
			this.input.skipNBytes(length);
			line();
		}
		while (length > 0);
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		int next = this.input.read();
		while (next != '\n') {
			if (next < 0) {
				throw new EOFException("Closed after: " + line);
			}
			if (next != '\r') {
				line.append((char) next);
			}
			next = this.input.read();
		}
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
