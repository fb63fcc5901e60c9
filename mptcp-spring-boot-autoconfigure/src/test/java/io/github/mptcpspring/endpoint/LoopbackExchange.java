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

package io.github.mptcpspring.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * Sends bytes over a TCP connection to this host and receives what comes back until it is
 * closed.
 */
final class LoopbackExchange {

	private static final int TIMEOUT_MILLIS = 30_000;

	private LoopbackExchange() {
	}

	static String exchange(int port, byte[] request) {
		try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			ByteArrayOutputStream answer = new ByteArrayOutputStream();
			try {
				socket.getOutputStream().write(request);
				readAll(socket.getInputStream(), answer);
			}
			catch (SocketException ex) {
				// A server that refuses a request may close before it has read all of it
				readRest(socket, answer);
			}
			return answer.toString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void readRest(Socket socket, ByteArrayOutputStream answer) throws IOException {
		try {
			readAll(socket.getInputStream(), answer);
		}
		catch (SocketException ex) {
			// There is no more
		}
	}

	private static void readAll(InputStream input, ByteArrayOutputStream answer) throws IOException {
		byte[] buffer = new byte[8192];
		int read = input.read(buffer);
		while (read >= 0) {
			answer.write(buffer, 0, read);
			read = input.read(buffer);
		}
	}

}
